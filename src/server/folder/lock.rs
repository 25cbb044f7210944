//! Ensures that only one server at a time uses a data folder with a SQLite
//! file.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::Path,
};

use crate::server::reason::reason;

/// The file in the data folder that a running server holds locked.
const FILE: &str = "adda.lock";

/// The lock of a data folder. The operating system releases it when the process
/// ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

/// Why a folder cannot be locked. The sentence follows its name.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another server holds the lock.
    #[error(
        "is in use by another Adda server{}. Stop that one, or choose another folder; several servers need PostgreSQL",
        .process.map_or_else(String::new, |process| format!(" (process {process})"))
    )]
    InUse {
        /// The id of its process, if it is known.
        process: Option<u32>,
    },
    /// The lock file cannot be created.
    #[error("cannot be locked: {}. Give the user of Adda the right to write it", reason(.0))]
    Failed(#[from] io::Error),
}

impl FolderLock {
    /// Locks a folder until the value is dropped. If the file system does not support
    /// locks, that is logged.
    ///
    /// # Errors
    /// If another process holds the lock, or its file cannot be written.
    pub fn take(folder: &Path) -> Result<Self, LockError> {
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(folder.join(FILE))?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                writeln!(file, "{}", std::process::id())?;
            }
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let process = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(LockError::InUse { process });
            }
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "the data folder cannot be locked: start no second server on it");
            }
        }
        Ok(Self { _file: file })
    }
}
