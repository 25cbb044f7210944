//! Makes sure that only the owner can read the data folder.

use std::path::Path;

use super::FolderError;

/// Files with secrets. An earlier version, which did not restrict permissions, may
/// have created them.
#[cfg(unix)]
const FILES: [&str; 4] = ["adda.sqlite3", "adda.sqlite3-wal", "adda.sqlite3-shm", "first-admin-password"];
#[cfg(unix)]
const FOLDERS: [&str; 2] = ["acme", "attachments"];
/// The bit of a folder in which each user may delete only their own files, such
/// as /tmp.
#[cfg(unix)]
const STICKY: u32 = 0o1000;

/// Makes files and folders that this process creates private to its user (0600 and
/// 0700), regardless of its umask. SQLite and the store of files have no setting for
/// that.
pub fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Checks that the folder belongs to the process's user and is writable, and removes
/// the permissions of other users.
#[cfg(unix)]
pub(super) fn require_own(folder: &Path) -> Result<(), FolderError> {
    use std::{io, os::unix::fs::MetadataExt};

    use rustix::fs::{Access, access};

    let metadata = folder.metadata().map_err(FolderError::Use)?;
    let (owner, user) = (metadata.uid(), rustix::process::geteuid().as_raw());
    if owner != user {
        return Err(FolderError::Foreign { owner, user });
    }
    // Root may write even without the permission.
    let is_closed = metadata.mode() & 0o300 != 0o300;
    let closed = || Err(io::ErrorKind::PermissionDenied.into());
    let written = if is_closed { closed() } else { access(folder, Access::WRITE_OK).map_err(io::Error::from) };
    written.map_err(FolderError::ReadOnly)?;
    for file in FILES.into_iter().filter(|file| folder.join(file).exists()) {
        let written = access(folder.join(file), Access::WRITE_OK).map_err(io::Error::from);
        written.map_err(|error| FolderError::ReadOnlyFile { file, error })?;
        close_to_others(&folder.join(file)).map_err(FolderError::Use)?;
    }
    for below in FOLDERS.into_iter().map(|name| folder.join(name)).filter(|below| below.exists()) {
        close_to_others(&below).map_err(FolderError::Use)?;
    }
    close_to_others(folder).map_err(FolderError::Use)
}

/// Removes all permissions of other users.
#[cfg(unix)]
fn close_to_others(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    let metadata = path.metadata()?;
    let mode = metadata.mode() & 0o7777;
    let is_ours = metadata.uid() == rustix::process::geteuid().as_raw();
    if !is_ours || mode & STICKY != 0 || mode & 0o077 == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o700))
}

/// Does nothing: other systems have other permissions, which the folder
/// inherits.
#[cfg(not(unix))]
pub(super) fn require_own(_: &Path) -> Result<(), FolderError> {
    Ok(())
}
