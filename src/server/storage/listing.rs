//! Lists the files in the store, including those of other programs.

use std::{fs, io, path::Path as FilePath};

use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::path::Path;

use super::{Storage, StorageError, StorageKey};

/// A character in the names of unfinished files, which keys never contain.
const UNFINISHED: char = '#';

/// A file that is in the store.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its name.
    pub key: StorageKey,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
    /// Its size in bytes.
    pub size: u64,
}

impl Storage {
    /// Returns the finished files of the whole store, as a stream.
    pub fn list_all(&self) -> BoxStream<'static, Result<Listed, StorageError>> {
        self.list_below(None)
    }

    /// Returns the finished files of a folder, as a stream.
    pub fn list(&self, folder: &str) -> BoxStream<'static, Result<Listed, StorageError>> {
        self.list_below(Some(&Path::from(folder)))
    }

    fn list_below(&self, folder: Option<&Path>) -> BoxStream<'static, Result<Listed, StorageError>> {
        let files = self.store.list(folder);
        let listed = files.map_ok(|file| Listed {
            key: StorageKey::listed(&file.location),
            stored_at: file.last_modified,
            size: file.size,
        });
        listed.map_err(StorageError::from).boxed()
    }

    /// Deletes the unfinished files in a folder of this machine that were last
    /// written before `before`: a process left them when it ended during an
    /// upload. Returns their number. In a bucket, a rule of its owner does that.
    ///
    /// # Errors
    /// If the folder cannot be read or a file cannot be deleted.
    pub async fn delete_unfinished(&self, folder: &str, before: DateTime<Utc>) -> Result<usize, StorageError> {
        let Some(folder) = self.folder.as_ref().map(|store| store.join(folder)) else { return Ok(0) };
        let deleting = tokio::task::spawn_blocking(move || delete_unfinished(&folder, before));
        Ok(deleting.await.map_err(io::Error::other)??)
    }
}

fn delete_unfinished(folder: &FilePath, before: DateTime<Utc>) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        // The folder is created with its first file.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut deleted = 0;
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().contains(UNFINISHED) && is_older(&entry, before)? {
            fs::remove_file(entry.path())?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// Returns whether a file has not been written to since a moment. A missing
/// file counts as finished.
fn is_older(entry: &fs::DirEntry, moment: DateTime<Utc>) -> io::Result<bool> {
    match entry.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        metadata => Ok(DateTime::<Utc>::from(metadata?.modified()?) < moment),
    }
}
