//! Folders that outlive a power cut, and that only their owner can read.

pub mod lock;
mod privacy;

use std::{
    fs::{self, File},
    io,
    path::Path,
};

pub use self::privacy::keep_files_private;

/// Why the data folder cannot be used. The sentence follows its name.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be made.
    #[error("cannot be made: {0}")]
    Make(io::Error),
    /// It cannot be examined or made private.
    #[error("cannot be used: {0}")]
    Use(io::Error),
    /// It is another user's.
    #[error(
        "belongs to the user {owner}, and Adda runs as the user {user}. Start it as the owner, or change the owner"
    )]
    Foreign {
        /// The number of the folder's owner.
        owner: u32,
        /// The number of the process's user.
        user: u32,
    },
    /// Nothing can be written in it.
    #[error("is read-only: {0}")]
    ReadOnly(io::Error),
    /// The database file in it cannot be written.
    #[error("holds a file that is read-only, {file}: {error}")]
    ReadOnlyFile {
        /// Its name.
        file: &'static str,
        /// Why.
        error: io::Error,
    },
}

/// Makes the data folder if there is none, and keeps other users of the machine
/// out of it.
///
/// # Errors
/// If it cannot be made, or `is_written` and it belongs to another user or cannot
/// be written.
pub(super) fn prepare_data_folder(folder: &Path, is_written: bool) -> Result<(), FolderError> {
    make_folder(folder).map_err(FolderError::Make)?;
    if is_written { privacy::require_own(folder) } else { Ok(()) }
}

/// Makes a folder and those above it that are missing, and syncs the entry of
/// each: without that, a power cut may take a new folder with all that is in it.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<_> = folder.ancestors().take_while(is_missing).collect();
    fs::create_dir_all(folder)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync_entries)
}

/// A folder that cannot be read, or whose file system syncs none, is left to the
/// file system.
fn sync_entries(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if !is_refusal(error.kind()) => Err(error),
        _ => Ok(()),
    }
}

fn is_refusal(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}
