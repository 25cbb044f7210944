//! A file that is being written to the store.

use std::{io, sync::Arc};

use bytes::Bytes;
use object_store::{ObjectStore, buffered::BufWriter, path::Path};
use tokio::io::AsyncWriteExt;

use super::{StorageError, timeouts::within};

/// How much of a file is in memory at a time, in bytes: the smallest part that
/// S3 accepts. It is needed twice while one part is being sent.
const PART: usize = 5 * 1024 * 1024;
const CONCURRENT_PARTS: usize = 1;

/// An unfinished file. If it is dropped before [`Upload::finish`], it leaves
/// nothing in the store.
pub struct Upload {
    writer: Option<BufWriter>,
    /// How many bytes were written.
    size: u64,
}

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path) -> Self {
        let writer = BufWriter::with_capacity(store, path, PART).with_max_concurrency(CONCURRENT_PARTS);
        Self { writer: Some(writer), size: 0 }
    }

    /// Writes the next bytes. Waits while the store is slower than the sender.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), StorageError> {
        self.size += bytes.len() as u64;
        match &mut self.writer {
            // It may wait until the previous part is sent.
            Some(writer) => within(PART as u64, writer.put(bytes)).await,
            None => Ok(()),
        }
    }

    /// Completes the file.
    ///
    /// # Errors
    /// If the store fails; then the file does not exist.
    pub async fn finish(mut self) -> Result<(), StorageError> {
        let Some(mut writer) = self.writer.take() else { return Ok(()) };
        let left = self.size.min((PART * (CONCURRENT_PARTS + 1)) as u64);
        // In its own task: after an error it cleans up, even if that takes longer than
        // the caller waits.
        let finishing = tokio::spawn(async move { writer.shutdown().await });
        within(left, async { finishing.await.map_err(io::Error::other)? }).await
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // A bucket keeps and bills the parts of an unfinished file until they
        // are aborted explicitly.
        if let (Some(mut writer), Ok(runtime)) = (self.writer.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = writer.abort().await {
                    tracing::warn!(%error, "an unfinished upload could not be given up");
                }
            });
        }
    }
}
