//! A file as it comes in, piece by piece.

use bytes::Bytes;

use super::FOLDER;
use crate::{
    model::attachment::{BEGINNING, TextCheck},
    server::{
        domain::{desk::Desk, error::DomainError, random},
        storage::{StorageKey, Upload},
    },
};

/// A file that is being taken in. Dropped, it leaves nothing behind.
pub struct Incoming {
    pub(super) upload: Upload,
    pub(super) key: StorageKey,
    /// What it was called, as the sender says.
    pub(super) name: String,
    /// The most bytes that are taken.
    limit: u64,
    pub(super) size: u64,
    pub(super) head: Vec<u8>,
    pub(super) text: TextCheck,
}

impl Desk {
    /// Begins to take in a file.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn receive_file(&self, name: &str) -> Result<Incoming, DomainError> {
        let limit = self.attachment_rules().await?.max_bytes;
        let key = StorageKey::new(FOLDER, &random::secret(&*self.random));
        Ok(Incoming {
            upload: self.storage.upload(&key),
            key,
            name: name.to_owned(),
            limit,
            size: 0,
            head: Vec::new(),
            text: TextCheck::default(),
        })
    }
}

impl Incoming {
    /// Whether no file was chosen: a form sends its empty field all the same.
    pub fn is_nothing(&self) -> bool {
        self.size == 0 && self.name.is_empty()
    }

    /// Returns its name, as the sender says, and its size in bytes.
    pub fn described(&self) -> (&str, u64) {
        (&self.name, self.size)
    }

    /// Takes in what comes next. Of the file, only what the store has not
    /// taken yet is kept in memory.
    ///
    /// # Errors
    /// If it gets larger than is taken, or the store fails.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), DomainError> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(DomainError::FileTooLarge { limit: self.limit });
        }
        let room = BEGINNING.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.text.read(&bytes);
        Ok(self.upload.write(bytes).await?)
    }
}
