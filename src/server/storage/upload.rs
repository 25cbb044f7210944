//! A file on its way into the store.

use std::{io, sync::Arc};

use bytes::Bytes;
use object_store::{ObjectStore, buffered::BufWriter, path::Path};
use tokio::io::AsyncWriteExt;

use super::{StorageError, patience::within};

/// How much of a file is in memory at a time, in bytes: the smallest part that
/// S3 takes, and twice, while one is being sent.
const PART: usize = 5 * 1024 * 1024;
const PARTS_ON_THEIR_WAY: usize = 1;

/// A file of which more is to come. Dropped before [`Upload::finish`], it
/// leaves nothing in the store.
pub struct Upload {
    writer: Option<BufWriter>,
    /// How many bytes have come.
    size: u64,
}

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path) -> Self {
        let writer = BufWriter::with_capacity(store, path, PART).with_max_concurrency(PARTS_ON_THEIR_WAY);
        Self { writer: Some(writer), size: 0 }
    }

    /// Takes in what comes next. Waits while the store is slower than whoever
    /// sends.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), StorageError> {
        self.size += bytes.len() as u64;
        match &mut self.writer {
            // It may wait for the part before it.
            Some(writer) => within(PART as u64, writer.put(bytes)).await,
            None => Ok(()),
        }
    }

    /// Makes a file of what has come.
    ///
    /// # Errors
    /// If the store fails; then there is no file.
    pub async fn finish(mut self) -> Result<(), StorageError> {
        let Some(mut writer) = self.writer.take() else { return Ok(()) };
        let left = self.size.min((PART * (PARTS_ON_THEIR_WAY + 1)) as u64);
        // In a task of its own: it cleans up after itself when it fails, also if
        // that takes longer than anybody waits.
        let finishing = tokio::spawn(async move { writer.shutdown().await });
        within(left, async { finishing.await.map_err(io::Error::other)? }).await
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // A bucket keeps the parts of a file that was never finished, and
        // bills them: they have to be given up by name.
        if let (Some(mut writer), Ok(runtime)) = (self.writer.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = writer.abort().await {
                    tracing::warn!(%error, "an unfinished upload could not be given up");
                }
            });
        }
    }
}
