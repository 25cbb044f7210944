//! Why a backup cannot be made or restored.

use std::io;

use adda_migration::MigrationError;
use sea_orm::DbErr;

use crate::server::{backup::archive::Kind, start::StartError, storage::StorageError};

/// Why a backup cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database or the store of files cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The file exists.
    #[error("the file {0} already exists. Choose another name, or remove it first")]
    Exists(String),
    /// The file of the passphrase cannot be used.
    #[error("--passphrase-file: {0}")]
    Passphrase(String),
    /// The file cannot be written.
    #[error("the backup {file} cannot be written: {error}")]
    Write {
        /// Which file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The database failed.
    #[error("the database cannot be copied: {0}")]
    Database(#[from] DbErr),
    /// The copy of the database, or a file of the data folder, cannot be read.
    #[error("{file} cannot be read: {error}")]
    Read {
        /// Which file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The store failed.
    #[error("the attachment {key} cannot be read: {error}")]
    Attachment {
        /// Where it is stored.
        key: String,
        /// Why.
        error: StorageError,
    },
}

/// Why a backup cannot be restored. Nothing has been restored then.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// A signal came, and everything that had been written is removed.
    #[error("interrupted before it finished. It has left nothing behind")]
    Interrupted,
    /// The database or the store of files cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The file cannot be opened.
    #[error("the file {file} cannot be opened: {error}")]
    Open {
        /// Which file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The file of the keys or of the passphrase cannot be used.
    #[error("the backup cannot be decrypted: {0}")]
    Key(String),
    /// It is encrypted, and the right key is missing.
    #[error("the backup is encrypted {0}")]
    Locked(String),
    /// It is not encrypted, although a key was given. Its author may be another one than expected.
    #[error("the backup is not encrypted. If it is the right file, leave out the key")]
    NotEncrypted,
    /// It is another kind of file.
    #[error("the file is not a backup of Adda. Choose a file written by `adda backup`")]
    Foreign,
    /// It has an entry that no backup has.
    #[error("the file is damaged or not a backup of Adda: it has the entry {entry:?}. Use another backup")]
    Unexpected {
        /// The name of the entry.
        entry: String,
    },
    /// The compressed data is damaged or ends early, or the file cannot be read.
    #[error("{}. Use another backup, or copy this one again", unreadable(.0))]
    Unreadable(io::Error),
    /// An entry has another checksum.
    #[error("the backup is damaged: the checksum of {entry} is wrong. Use another backup, or copy this one again")]
    Damaged {
        /// The name of the entry.
        entry: String,
    },
    /// The end is missing.
    #[error("the backup is incomplete: its end is missing. Use another backup, or copy this one again")]
    Incomplete,
    /// A newer version made it.
    #[error(
        "the backup was made by Adda {adda}, and this is the older Adda {}. Install Adda {adda} or a later one, \
         and restore it with that", env!("CARGO_PKG_VERSION")
    )]
    Newer {
        /// The version that made it.
        adda: String,
    },
    /// It holds another kind of database.
    #[error(
        "the backup holds a {backup} database, and the configured one is {configured}. \
         Choose a {backup} database by ADDA_DATABASE_URL (--database-url), which is left out for SQLite"
    )]
    OtherKind {
        /// The kind in the backup.
        backup: Kind,
        /// The kind in the settings.
        configured: Kind,
    },
    /// The place is not empty.
    #[error(
        "{found}, and a backup is restored only into an empty place. \
         Nothing has been changed. Move the old data away, or choose another place"
    )]
    Occupied {
        /// What was found: a clause.
        found: String,
    },
    /// The database failed.
    #[error("the database cannot be restored: {0}")]
    Database(#[from] DbErr),
    /// The tables cannot be created.
    #[error("the database cannot be restored: {0}")]
    Tables(#[from] MigrationError),
    /// A file cannot be written.
    #[error("{file} cannot be written: {error}")]
    Write {
        /// Which file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The store failed.
    #[error("the attachments cannot be restored: {0}")]
    Storage(#[from] StorageError),
}

/// Returns why a backup cannot be read. The errors of the libraries quote the bytes that
/// they could not read.
fn unreadable(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(_) => format!("the backup cannot be read: {error}"),
        None => "the backup is damaged or incomplete".to_owned(),
    }
}
