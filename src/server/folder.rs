//! Creates folders that survive a power cut, and that only their owner can
//! read.

pub mod lock;
mod privacy;

use std::{
    fs::{self, File},
    io,
    path::Path,
};

pub use self::privacy::keep_files_private;
use crate::server::reason::reason;

/// Why the data folder cannot be used. The sentence follows its name.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be created.
    #[error("cannot be created: {}. Create it as the user of Adda, or choose another folder", reason(.0))]
    Make(io::Error),
    /// It cannot be examined or made private.
    #[error("cannot be used: {}. Give the user of Adda the right to read and write it", reason(.0))]
    Use(io::Error),
    /// It belongs to another user.
    #[error(
        "belongs to the user {owner}, and Adda runs as the user {user}. Start it as the owner, or change the owner"
    )]
    Foreign {
        /// The id of the folder's owner.
        owner: u32,
        /// The id of the process's user.
        user: u32,
    },
    /// It is not writable.
    #[error("is read-only: {}. Give the user of Adda the right to write it", reason(.0))]
    ReadOnly(io::Error),
    /// The database file in it is not writable.
    #[error("holds a file that is read-only, {file}: {}. Give the user of Adda the right to write it", reason(.error))]
    ReadOnlyFile {
        /// Its name.
        file: &'static str,
        /// Why.
        error: io::Error,
    },
}

/// Creates the data folder if it does not exist, and removes the permissions of
/// other users.
///
/// # Errors
/// If it cannot be created, or `is_written` and it belongs to another user or is not
/// writable.
pub(super) fn prepare_data_folder(folder: &Path, is_written: bool) -> Result<(), FolderError> {
    make_folder(folder).map_err(FolderError::Make)?;
    if is_written { privacy::require_own(folder) } else { Ok(()) }
}

/// Creates a folder and its missing parents, and syncs the entry of each: without that,
/// a power cut may remove a new folder with everything in it.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<_> = folder.ancestors().take_while(is_missing).collect();
    fs::create_dir_all(folder)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync_entries)
}

/// Syncs the entries of a folder. Skips folders that cannot be read, or whose file
/// system does not support it.
pub(super) fn sync_entries(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if !is_refusal(error.kind()) => Err(error),
        _ => Ok(()),
    }
}

fn is_refusal(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}
