//! The store of files: a folder of this machine, or a bucket of an
//! S3-compatible store. The domain decides what is stored and who may read it.

mod key;
mod listing;
mod problem;
mod timeouts;
mod upload;
mod variables;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ClientConfigKey, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    local::LocalFileSystem,
    prefix::PrefixStore,
};

use self::timeouts::within;
pub use self::{key::StorageKey, listing::Listed, problem::Problem, upload::Upload};
use super::{
    config::{ConfigError, StorageUrl},
    folder::make_folder,
};

/// How long a bucket may take to accept a connection.
const CONNECT_TIMEOUT: &str = "1 second";

/// Why a file cannot be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The folder cannot be created.
    #[error("the folder cannot be created: {0}")]
    Folder(#[from] std::io::Error),
    /// A variable that describes the bucket is not acceptable.
    #[error(transparent)]
    Setting(#[from] ConfigError),
    /// The store has accepted a request and does not answer.
    #[error("the store does not answer")]
    Silent,
    /// The store failed, or does not have the file.
    #[error(transparent)]
    Store(#[from] object_store::Error),
}

impl StorageError {
    /// Returns whether the store works but does not have the file.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Store(object_store::Error::NotFound { .. })) && !self.is_without_bucket()
    }

    /// Returns whether the store cannot be used at the moment: it is full, out of
    /// order, cannot be reached, has no such bucket or refuses the keys. An operator
    /// corrects the last two, and then the same request succeeds.
    pub fn is_temporary(&self) -> bool {
        let passes = matches!(
            self,
            Self::Folder(_)
                | Self::Silent
                | Self::Store(
                    object_store::Error::Generic { .. }
                        | object_store::Error::PermissionDenied { .. }
                        | object_store::Error::Unauthenticated { .. }
                )
        );
        passes || self.is_without_bucket()
    }
}

/// A file that is being read.
pub struct StoredFile {
    /// The requested bytes, as a stream.
    pub bytes: BoxStream<'static, Result<Bytes, StorageError>>,
    /// Which bytes of the file they are.
    pub range: Range<u64>,
    /// How many bytes the whole file has.
    pub size: u64,
}

/// The store of files. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// The folder of this machine; none for another store.
    folder: Option<PathBuf>,
}

impl Storage {
    /// Opens a folder, and creates it if it does not exist.
    ///
    /// # Errors
    /// If it cannot be created or opened.
    pub fn folder(folder: &Path) -> Result<Self, StorageError> {
        make_folder(folder)?;
        // A file is on the disk before its message is stored.
        let store = Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true));
        Ok(Self { store, folder: Some(folder.to_owned()) })
    }

    /// Opens a bucket. Region, keys and, for stores other than Amazon's, the endpoint
    /// come from the usual variables: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
    /// `AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ALLOW_HTTP`; with the suffix `_FILE`,
    /// each names a file that contains the value.
    ///
    /// # Errors
    /// If a variable has a value that is not acceptable, or a file cannot be read.
    pub fn bucket(
        url: &StorageUrl,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, StorageError> {
        let settings = variables::settings(variables)?;
        let connect_timeout = AmazonS3ConfigKey::Client(ClientConfigKey::ConnectTimeout);
        let builder = AmazonS3Builder::new().with_retry(retries()).with_config(connect_timeout, CONNECT_TIMEOUT);
        let builder = settings.into_iter().fold(builder, |builder, (key, value)| builder.with_config(key, value));
        let bucket = builder.with_bucket_name(&url.bucket).build()?;
        Ok(Self { store: Arc::new(PrefixStore::new(bucket, url.prefix.as_str())), folder: None })
    }

    /// Makes a store in the memory of this process.
    #[cfg(test)]
    pub fn in_memory() -> Self {
        Self { store: Arc::new(object_store::memory::InMemory::new()), folder: None }
    }

    /// Checks with one short request whether the store can be used: that it answers,
    /// the bucket exists and the keys are accepted. Changes nothing.
    ///
    /// # Errors
    /// If it cannot be used.
    pub async fn check(&self) -> Result<(), StorageError> {
        // The body of the response says whether the file or the bucket is missing. A
        // response about the size would have none.
        match self.open(&StorageKey::new("files", "check"), None).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }

    /// Begins to store a file of unknown length.
    pub fn upload(&self, key: &StorageKey) -> Upload {
        Upload::new(Arc::clone(&self.store), key.path())
    }

    /// Stores a small file.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn put(&self, key: &StorageKey, bytes: Bytes) -> Result<(), StorageError> {
        let size = bytes.len() as u64;
        within(size, self.store.put(&key.path(), PutPayload::from_bytes(bytes))).await.map(drop)
    }

    /// Opens a file, or a part of it.
    ///
    /// # Errors
    /// If the file does not exist or the store fails.
    pub async fn open(&self, key: &StorageKey, range: Option<Range<u64>>) -> Result<StoredFile, StorageError> {
        let range = range.map(GetRange::Bounded);
        let options = GetOptions { range, ..GetOptions::default() };
        let found = within(0, self.store.get_opts(&key.path(), options)).await?;
        let (range, size) = (found.range.clone(), found.meta.size);
        Ok(StoredFile { bytes: found.into_stream().map_err(StorageError::from).boxed(), range, size })
    }

    /// Returns a part of a file, in memory.
    ///
    /// # Errors
    /// If the file does not exist or the store fails.
    pub async fn read(&self, key: &StorageKey, range: Range<u64>) -> Result<Bytes, StorageError> {
        within(range.end.saturating_sub(range.start), self.store.get_range(&key.path(), range)).await
    }

    /// Returns the size of a file in bytes; none if it does not exist.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn size(&self, key: &StorageKey) -> Result<Option<u64>, StorageError> {
        match within(0, self.store.head(&key.path())).await {
            Ok(found) => Ok(Some(found.size)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes a file. A missing file counts as deleted.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn delete(&self, key: &StorageKey) -> Result<(), StorageError> {
        match within(0, self.store.delete(&key.path())).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }
}

/// Returns how often and how long a request to a bucket is retried. If the bucket
/// cannot be reached, clients get a response within two seconds, and try again.
fn retries() -> RetryConfig {
    RetryConfig { max_retries: 2, retry_timeout: Duration::from_secs(1), ..RetryConfig::default() }
}
