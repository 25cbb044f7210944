//! A file as it is received, piece by piece.

use bytes::Bytes;

use super::FOLDER;
use crate::{
    model::attachment::{BEGINNING, TextCheck},
    server::{
        domain::{error::DomainError, random, services::AttachmentService},
        storage::{StorageKey, Upload},
    },
};

/// A file that is being received. If it is dropped, it leaves nothing behind.
pub struct Incoming {
    pub(super) upload: Upload,
    pub(super) key: StorageKey,
    /// The name that the sender gave it.
    pub(super) name: String,
    /// The maximum size in bytes.
    limit: u64,
    pub(super) size: u64,
    pub(super) head: Vec<u8>,
    pub(super) text: TextCheck,
}

impl AttachmentService {
    /// Begins to receive a file.
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
    /// Returns whether no file was chosen: a form sends its empty field all the
    /// same.
    pub fn is_empty_field(&self) -> bool {
        self.size == 0 && self.name.is_empty()
    }

    /// Returns the name that the sender gave it, and its size in bytes.
    pub fn name_and_size(&self) -> (&str, u64) {
        (&self.name, self.size)
    }

    /// Receives the next bytes. Only what the store has not written yet is kept
    /// in memory.
    ///
    /// # Errors
    /// If the file exceeds the maximum size, or the store fails.
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
