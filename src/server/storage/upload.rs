//! A file on its way into the store.

use std::sync::Arc;

use bytes::Bytes;
use object_store::{ObjectStore, buffered::BufWriter, path::Path};
use tokio::io::AsyncWriteExt;

use super::StorageError;

/// How much of a file is in memory at a time, in bytes: the smallest part that
/// S3 takes, and twice, while one is being sent.
const PART: usize = 5 * 1024 * 1024;
const PARTS_ON_THEIR_WAY: usize = 1;

/// A file of which more is to come. Dropped before [`Upload::finish`], it
/// leaves nothing in the store.
pub struct Upload(Option<BufWriter>);

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path) -> Self {
        let writer = BufWriter::with_capacity(store, path, PART).with_max_concurrency(PARTS_ON_THEIR_WAY);
        Self(Some(writer))
    }

    /// Takes in what comes next. Waits while the store is slower than whoever
    /// sends.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), StorageError> {
        match &mut self.0 {
            Some(writer) => Ok(writer.put(bytes).await?),
            None => Ok(()),
        }
    }

    /// Makes a file of what has come.
    ///
    /// # Errors
    /// If the store fails; then there is no file.
    pub async fn finish(mut self) -> Result<(), StorageError> {
        if let Some(mut writer) = self.0.take() {
            // It cleans up after itself when it fails.
            writer.shutdown().await?;
        }
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // A bucket keeps the parts of a file that was never finished, and
        // bills them: they have to be given up by name.
        if let (Some(mut writer), Ok(runtime)) = (self.0.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = writer.abort().await {
                    tracing::warn!(%error, "an unfinished upload could not be given up");
                }
            });
        }
    }
}
