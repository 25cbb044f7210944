//! Deletes files that belong to no message: a process ended after the file was
//! stored and before its message was.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Duration;
use futures::{TryStreamExt, future};

use super::{FOLDER, referenced::without_owner};
use crate::server::{
    domain::{error::DomainError, services::AttachmentService},
    storage::StorageError,
};

/// The minimum age of a file that is deleted. It is longer than any upload takes, so a
/// file that is being uploaded is never deleted.
const MIN_AGE: Duration = Duration::days(1);
/// How many files are looked up at a time.
const LOOKUP_BATCH: usize = 200;
/// The most files that one sweep deletes. The next sweep continues.
const MAX_DELETED: usize = 1_000;

impl AttachmentService {
    /// Checks whether the store of files can be used, and keeps the result for the metrics.
    ///
    /// # Errors
    /// If it cannot be used.
    pub async fn check_storage(&self) -> Result<(), StorageError> {
        let checked = self.storage.check().await;
        self.tally.keep_storage_is_up(checked.is_ok());
        checked
    }

    /// Deletes files that have been in the store for longer than a day and
    /// belong to no message. Returns how many. Also adds up the sizes of all files, which the
    /// store lists for this anyway. Several servers may do it at
    /// once: a file that another one has deleted counts as deleted.
    ///
    /// # Errors
    /// If the store or the database fails.
    pub async fn sweep_files(&self) -> Result<usize, DomainError> {
        let before = self.now() - MIN_AGE;
        let mut deleted = self.storage.delete_unfinished(FOLDER, before).await?;
        let bytes = AtomicU64::new(0);
        let files = self.storage.list(FOLDER).inspect_ok(|file| {
            bytes.fetch_add(file.size, Ordering::Relaxed);
        });
        let old = files.try_filter(|file| future::ready(file.stored_at < before));
        let mut groups = old.map_ok(|file| file.key).try_chunks(LOOKUP_BATCH);
        while let Some(keys) = groups.try_next().await.map_err(|failed| failed.1)? {
            for key in without_owner(self.database.read(), keys).await? {
                self.storage.delete(&key).await?;
                deleted += 1;
            }
            if deleted >= MAX_DELETED {
                // The rest has not been listed, so the size is not known.
                return Ok(deleted);
            }
        }
        drop(groups);
        // Deleted files are counted too: they are few, and the next sweep does not find them.
        self.tally.keep_attachment_bytes(bytes.into_inner());
        Ok(deleted)
    }
}
