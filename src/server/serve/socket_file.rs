//! The files of unix sockets. A server that crashes leaves its file behind, which nothing can
//! connect to, but which prevents listening on the same path.

use std::{
    fs::{self, File, Permissions},
    io::{self, ErrorKind},
    os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    net::{UnixListener, UnixStream},
    time::sleep,
};

/// The owner and the group may connect.
const MODE: u32 = 0o660;
/// How often, and after which pauses, a server waits for another that makes a socket in the
/// same folder.
const ATTEMPTS: usize = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// The file of a socket that this process listens on. Removed when this is dropped.
pub(super) struct SocketFile {
    path: PathBuf,
    identity: (u64, u64),
}

impl SocketFile {
    /// Listens on a path.
    pub async fn bind(path: &Path) -> io::Result<(Self, UnixListener)> {
        // Otherwise, of two servers that find an old file, one could remove the other's new one.
        let _lock = lock(path.parent().unwrap_or(Path::new("/"))).await;
        let listener = match UnixListener::bind(path) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                remove_abandoned(path).await?;
                UnixListener::bind(path)?
            }
            bound => bound?,
        };
        let file = Self { path: path.to_owned(), identity: identity(path)? };
        fs::set_permissions(path, Permissions::from_mode(MODE))?;
        Ok((file, listener))
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for SocketFile {
    /// Removes the file, unless it has been replaced.
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|identity| identity == self.identity) {
            drop(fs::remove_file(&self.path));
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::symlink_metadata(path).map(|file| (file.dev(), file.ino()))
}

/// Locks a folder. Some file systems have no locks; then the folder is not locked.
async fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    for _ in 0..ATTEMPTS {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(fs::TryLockError::WouldBlock) => sleep(PAUSE).await,
            Err(fs::TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Removes the file of a socket that no process listens on.
async fn remove_abandoned(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path)?.file_type().is_socket() {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "there is a file that is not a socket"));
    }
    match UnixStream::connect(path).await {
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(error),
        _ => Err(io::Error::new(ErrorKind::AddrInUse, "another server listens on it")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("adda.sock");
        (folder, path)
    }

    async fn error(path: &Path) -> String {
        SocketFile::bind(path).await.err().expect("it is refused").to_string()
    }

    #[tokio::test]
    async fn the_file_is_for_the_owner_and_the_group_and_is_removed_at_the_end() {
        let (_folder, path) = folder();
        let bound = SocketFile::bind(&path).await.expect("a socket");
        assert_eq!(path.metadata().expect("the file").mode() & 0o7777, MODE);
        UnixStream::connect(&path).await.expect("a connection");
        drop(bound);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn the_file_of_a_crashed_server_is_replaced() {
        let (_folder, path) = folder();
        drop(UnixListener::bind(&path).expect("a socket"));
        assert!(path.exists(), "a listener alone leaves its file");
        let _bound = SocketFile::bind(&path).await.expect("a socket");
        UnixStream::connect(&path).await.expect("a connection");
    }

    #[tokio::test]
    async fn the_socket_of_another_server_is_not_touched() {
        let (_folder, path) = folder();
        let _bound = SocketFile::bind(&path).await.expect("a socket");
        assert_eq!(error(&path).await, "another server listens on it");
        UnixStream::connect(&path).await.expect("a connection");
    }

    #[tokio::test]
    async fn another_file_is_not_touched() {
        let (_folder, path) = folder();
        fs::write(&path, "precious").expect("a file");
        assert_eq!(error(&path).await, "there is a file that is not a socket");
        assert_eq!(fs::read(&path).expect("the file"), b"precious");
    }

    #[tokio::test]
    async fn a_file_that_another_server_has_made_since_is_not_removed() {
        let (_folder, path) = folder();
        let bound = SocketFile::bind(&path).await.expect("a socket");
        // Kept under another name, so that the next file has another number.
        fs::rename(&path, path.with_extension("old")).expect("renamed");
        let _other = UnixListener::bind(&path).expect("a socket");
        drop(bound);
        assert!(path.exists());
    }

    #[tokio::test]
    async fn of_several_servers_that_start_at_once_one_listens() {
        let (_folder, path) = folder();
        drop(UnixListener::bind(&path).expect("a socket"));
        let bound = futures::future::join_all((0..8).map(|_| SocketFile::bind(&path))).await;
        assert_eq!(bound.iter().filter(|bound| bound.is_ok()).count(), 1);
        UnixStream::connect(&path).await.expect("a connection");
    }
}
