//! Folders that outlive a power cut.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

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
