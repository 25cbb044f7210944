//! The place into which a backup is restored: empty at the beginning, and again after a
//! failure.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use futures::TryStreamExt;

use super::RestoreError;
use crate::server::{
    config::Config,
    domain::team::PASSWORD_FILE,
    folder::lock::FolderLock,
    place::{Place, absolute, attachments_folder, open_existing_storage, open_storage, storage_name},
    start::{lock_folder, prepare_folder},
    storage::{Storage, StorageKey},
};

/// The files of a SQLite database. An old journal would damage a restored file.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];
/// The ending of the file that is being restored.
const UNFINISHED: &str = ".restoring";

/// An empty place, in which no other process restores.
pub struct RestoreTarget {
    pub storage: Storage,
    /// The file of SQLite.
    file: Option<PathBuf>,
    data: PathBuf,
    /// The folder of the attachments; none for a bucket.
    attachments: Option<PathBuf>,
    _lock: Option<FolderLock>,
}

/// Checks that neither a SQLite file nor attachments exist. Changes nothing. What an
/// interrupted restore has left does not count.
///
/// # Errors
/// If something exists, or the store cannot be read.
pub async fn require_vacant(config: &Config, place: &Place) -> Result<(), RestoreError> {
    if let Some(file) = &place.file {
        let found = ENDINGS.iter().map(|ending| with_ending(file, ending)).find(|file| file.symlink_metadata().is_ok());
        if let Some(found) = found {
            return Err(RestoreError::Occupied { found: format!("the file {} exists", absolute(&found).display()) });
        }
    }
    let Some(storage) = open_existing_storage(config)? else { return Ok(()) };
    if storage.size(&mark()).await?.is_none() && storage.list_all().try_next().await?.is_some() {
        return Err(RestoreError::Occupied { found: format!("{} is not empty", storage_name(config)) });
    }
    Ok(())
}

/// Returns the key of the mark that an unfinished restore leaves in the store.
fn mark() -> StorageKey {
    StorageKey::new("restoring", "unfinished")
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl RestoreTarget {
    /// Locks a place. Creates its folders.
    ///
    /// # Errors
    /// If a server or another restore uses it.
    pub fn lock(config: &Config, place: &Place) -> Result<Self, RestoreError> {
        prepare_folder(config)?;
        let lock = lock_folder(config)?;
        let attachments = config.storage_url.is_none().then(|| attachments_folder(config));
        let (file, data) = (place.file.clone(), config.data_dir.clone());
        Ok(Self { storage: open_storage(config)?, file, data, attachments, _lock: lock })
    }

    /// Removes what an interrupted restore has left, and marks the place as unfinished.
    /// The place must be vacant.
    pub async fn begin(&self) -> Result<(), RestoreError> {
        self.clear().await?;
        self.storage.put(&mark(), Bytes::from_static(b"A restore has not finished.\n")).await?;
        Ok(())
    }

    /// Returns the path of the SQLite file until it is complete.
    pub fn unfinished_file(&self) -> PathBuf {
        self.file.as_deref().map_or_else(PathBuf::new, |file| with_ending(file, UNFINISHED))
    }

    /// Removes the mark: from now on, nothing is deleted any more.
    pub async fn unmark(&self) -> Result<(), RestoreError> {
        self.storage.delete(&mark()).await?;
        if let Some(attachments) = &self.attachments {
            // An empty folder does no harm.
            drop(fs::remove_dir(attachments.join("restoring")));
        }
        Ok(())
    }

    /// Makes the place empty again. Deletes attachments only if they are marked as
    /// unfinished.
    pub async fn clear(&self) -> Result<(), RestoreError> {
        if let Some(file) = &self.file {
            let unfinished = with_ending(file, UNFINISHED);
            for ending in ENDINGS {
                remove(&with_ending(&unfinished, ending))?;
            }
        }
        if self.storage.size(&mark()).await?.is_none() {
            return Ok(());
        }
        remove(&self.data.join(PASSWORD_FILE))?;
        let is_mark = |key: &StorageKey| *key == mark();
        let mut files = self.storage.list_all();
        while let Some(file) = files.try_next().await? {
            if !is_mark(&file.key) {
                self.storage.delete(&file.key).await?;
            }
        }
        if let Some(attachments) = &self.attachments {
            // Unfinished files, which the store does not list.
            remove_all_but(attachments, "restoring")?;
        }
        self.unmark().await
    }
}

fn remove(file: &Path) -> Result<(), RestoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(file, error)),
        _ => Ok(()),
    }
}

fn remove_all_but(folder: &Path, kept: &str) -> Result<(), RestoreError> {
    let failed = |error| unwritable(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_name() == kept {
            continue;
        }
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }.map_err(failed)?;
    }
    Ok(())
}

/// Returns the error of a file that cannot be written or removed.
pub fn unwritable(file: &Path, error: io::Error) -> RestoreError {
    RestoreError::Write { file: file.display().to_string(), error }
}
