//! Agents' pictures and the shop's logo: square, public, each at its own address.

use std::ops::Range;

use bytes::Bytes;

use crate::server::{
    client,
    domain::{error::DomainError, random, services::AttachmentService},
    pictures::{Form, PictureError, Sender},
    storage::{StorageKey, StoredFile},
};

/// The beginning of the addresses of pictures.
pub const AVATAR_PREFIX: &str = "/support/avatars/";
/// The folder of the store.
pub(super) const FOLDER: &str = "avatars";

/// Why a picture could not be made square.
enum Refused<E> {
    /// The file could not be received.
    ByCaller(E),
    /// The picture cannot be used.
    ByPicture(PictureError),
}

impl<E> From<PictureError> for Refused<E> {
    fn from(error: PictureError) -> Self {
        Self::ByPicture(error)
    }
}

impl AttachmentService {
    /// Cuts a square of 256 × 256 from the middle of a PNG, JPEG, GIF or WebP
    /// and stores it. Returns the address for the row that shows it. It cannot be
    /// guessed, and the picture at it never changes, so a new picture gets a new
    /// address.
    ///
    /// `picture` provides the file. It is not polled before its turn.
    ///
    /// Call it before the transaction that writes the address. After the
    /// commit, pass the previous address to [`AttachmentService::delete_avatar`]; if the
    /// transaction fails, pass the new one.
    ///
    /// # Errors
    /// If the file cannot be read as a picture, or the store fails.
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

    /// Deletes the picture at an address that [`AttachmentService::store_avatar`] returned.
    /// Pictures at other addresses are kept. A failure is only logged: the
    /// row shows another picture by now.
    pub async fn delete_avatar(&self, address: &str) {
        let Some(name) = address.strip_prefix(AVATAR_PREFIX) else { return };
        self.forget_files([StorageKey::new(FOLDER, name)]).await;
    }

    /// Returns the picture with a name, and its format.
    ///
    /// # Errors
    /// If it does not exist, or the store fails.
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

    /// Deletes files to which the database no longer refers. A failure is only
    /// logged: the files cost disk space and nothing else.
    pub(in crate::server::domain) async fn forget_files(&self, keys: impl IntoIterator<Item = StorageKey>) {
        for key in keys {
            if let Err(error) = self.storage.delete(&key).await {
                tracing::warn!(%error, key = key.as_str(), "a file could not be deleted");
            }
        }
    }

    /// Removes what is left of rows after a transaction has deleted them: their files, and their
    /// text in free parts of the database's files. Files that cannot be deleted now are deleted by
    /// the sweep.
    pub(in crate::server::domain) async fn erase_remains(&self, files: Vec<StorageKey>) {
        self.forget_files(files).await;
        if let Err(error) = self.database.remove_residue().await {
            tracing::warn!(%error, "erased text may remain in free parts of the database's files for a while");
        }
    }
}
