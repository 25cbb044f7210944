//! Keeps a password in a file that only its owner can read, until it was shown.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The file in the data folder.
pub const FILE: &str = "first-admin-password";

/// The file in which the first admin's password is kept.
#[derive(Debug)]
pub(super) struct PasswordFile(PathBuf);

impl PasswordFile {
    pub(in crate::server::domain) fn within(folder: &Path) -> Self {
        Self(folder.join(FILE))
    }

    /// Returns the password; none if the file does not exist.
    pub(in crate::server::domain) fn read(&self) -> Option<String> {
        let text = fs::read_to_string(&self.0).ok()?;
        Some(text.trim().to_owned()).filter(|password| !password.is_empty())
    }

    /// Returns the password in the file, or a new one, which is written to the
    /// file. If it cannot be written, as in a read-only folder, it is valid all
    /// the same: it is lost only if the process is interrupted before it is
    /// shown.
    pub(super) fn read_or_keep(&self, make: impl FnOnce() -> String) -> String {
        self.read().unwrap_or_else(|| {
            let password = make();
            if let Err(error) = self.keep(&password) {
                tracing::warn!(%error, file = %self.0.display(), "the first admin's password cannot be kept until it is shown");
            }
            password
        })
    }

    /// Writes the file atomically: after an interruption it is complete or missing.
    fn keep(&self, password: &str) -> io::Result<()> {
        let unfinished = self.0.with_extension("unfinished");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&unfinished)?;
        file.write_all(password.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, &self.0)?;
        // The file's name, too, has to survive a power cut. Windows cannot open
        // a folder.
        self.0.parent().map_or(Ok(()), |folder| if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) })
    }

    /// Deletes the file. A failure is logged: the next start shows the password
    /// once more.
    pub(in crate::server::domain) fn delete(&self) {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, file = %self.0.display(), "the file with the first admin's password cannot be deleted");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_the_same_until_it_was_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = PasswordFile::within(folder.path());
        assert_eq!(file.read(), None);
        assert_eq!(file.read_or_keep(|| "first".to_owned()), "first");
        assert_eq!(file.read_or_keep(|| "second".to_owned()), "first");
        file.delete();
        file.delete();
        assert_eq!(file.read_or_keep(|| "third".to_owned()), "third");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        PasswordFile::within(folder.path()).read_or_keep(|| "secret".to_owned());
        let mode = fs::metadata(folder.path().join(FILE)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn an_unwritable_folder_is_not_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = PasswordFile::within(&folder.path().join("missing"));
        assert_eq!(file.read_or_keep(|| "secret".to_owned()), "secret");
    }
}
