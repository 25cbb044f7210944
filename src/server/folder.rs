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

/// Windows opens no folder as a file, and has no need to.
fn sync_entries(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}
