//! Agents' pictures: square, public, each at an address of its own.

use std::ops::Range;

use bytes::Bytes;

use super::{desk::Desk, error::DomainError, random};
use crate::server::{
    client,
    pictures::{Form, PictureError, Sender},
    storage::{StorageKey, StoredFile},
};

/// Where the pictures are found.
pub const AVATAR_PREFIX: &str = "/support/avatars/";
/// The folder of the store.
const FOLDER: &str = "avatars";

/// Why there is no square of a picture.
enum Refused<E> {
    /// The file did not come.
    ByCaller(E),
    /// The picture cannot be used.
    ByPicture(PictureError),
}

impl<E> From<PictureError> for Refused<E> {
    fn from(error: PictureError) -> Self {
        Self::ByPicture(error)
    }
}

impl Desk {
    /// Cuts a square of 256 × 256 from the middle of a PNG, JPEG, GIF or WebP
    /// and keeps it. Returns the address that belongs into `agent.avatar`:
    /// nobody can guess it, and what is found there never changes, so a new
    /// picture is a new address.
    ///
    /// `picture` gives the file; it is not polled before its turn.
    ///
    /// Call it before the transaction that writes the address. After the
    /// commit, give the address that was there before to
    /// [`Desk::delete_avatar`]; if the transaction fails, the new one.
    ///
    /// # Errors
    /// If it is no picture, or the store fails.
    pub async fn store_avatar<E: From<DomainError>>(
        &self,
        picture: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<String, E> {
        let sender = Sender { network: client::current(), account: 0 };
        let received = async { picture.await.map_err(Refused::ByCaller) };
        let square = self.pictures.square(sender, received).await.map_err(|refused| match refused {
            Refused::ByCaller(error) => error,
            Refused::ByPicture(error) => DomainError::from(error).into(),
        })?;
        let name = format!("{}.{}", random::secret(&*self.random), square.form.extension());
        self.storage.put(&StorageKey::new(FOLDER, &name), square.bytes).await.map_err(DomainError::from)?;
        Ok(format!("{AVATAR_PREFIX}{name}"))
    }

    /// Deletes the picture at an address that [`Desk::store_avatar`] returned.
    /// One that was not made by it stays. A failure is only logged: the agent
    /// has another picture by now.
    pub async fn delete_avatar(&self, address: &str) {
        let Some(name) = address.strip_prefix(AVATAR_PREFIX) else { return };
        self.forget_files([StorageKey::new(FOLDER, name)]).await;
    }

    /// The picture with a name, and its form.
    ///
    /// # Errors
    /// If there is none, or the store fails.
    pub async fn avatar(&self, name: &str) -> Result<(StoredFile, Form), DomainError> {
        let form = Form::of_name(name).filter(|_| !name.contains('/')).ok_or(DomainError::NotFound)?;
        Ok((self.open_file(&StorageKey::new(FOLDER, name), None).await?, form))
    }

    /// Opens a stored file, or a part of it.
    pub(super) async fn open_file(
        &self,
        key: &StorageKey,
        range: Option<Range<u64>>,
    ) -> Result<StoredFile, DomainError> {
        self.storage.open(key, range).await.map_err(|error| match error {
            error if error.is_not_found() => DomainError::NotFound,
            error => error.into(),
        })
    }

    /// Deletes files that nothing refers to any more. A failure is logged: it
    /// costs room and nothing else.
    pub(super) async fn forget_files(&self, keys: impl IntoIterator<Item = StorageKey>) {
        for key in keys {
            if let Err(error) = self.storage.delete(&key).await {
                tracing::warn!(%error, key = key.as_str(), "a file could not be deleted");
            }
        }
    }
}
