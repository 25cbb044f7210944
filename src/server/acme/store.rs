//! Keeps the account key and the certificate with its key in the data folder, readable by its
//! owner only.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use rustls_acme::{AccountCache, CertCache};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::server::folder::{make_folder, sync_entries};

/// The folder, and the certificate that was last loaded or stored. Cheap to clone.
#[derive(Clone)]
pub(super) struct Store {
    folder: PathBuf,
    // Kept, so that a certificate that cannot be stored is still used.
    certificate: Arc<Mutex<Option<Vec<u8>>>>,
}

impl Store {
    /// Uses a folder, which is created when something is stored in it.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, certificate: Arc::default() }
    }

    /// Returns whether a certificate has been loaded or stored.
    pub fn has_certificate(&self) -> bool {
        self.certificate().is_some()
    }

    fn certificate(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.certificate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn read(&self, name: String) -> io::Result<Option<Vec<u8>>> {
        let path = self.folder.join(name);
        blocking(move || match fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        })
        .await
    }

    async fn write(&self, name: String, content: Vec<u8>) -> io::Result<()> {
        let folder = self.folder.clone();
        blocking(move || write(&folder, &name, &content)).await
    }
}

#[async_trait]
impl CertCache for Store {
    type EC = io::Error;

    async fn load_cert(&self, domains: &[String], directory: &str) -> io::Result<Option<Vec<u8>>> {
        let kept = self.certificate().clone();
        if kept.is_some() {
            return Ok(kept);
        }
        let read = self.read(name("certificate", domains, directory, "pem")).await?;
        self.certificate().clone_from(&read);
        Ok(read)
    }

    async fn store_cert(&self, domains: &[String], directory: &str, certificate: &[u8]) -> io::Result<()> {
        *self.certificate() = Some(certificate.to_vec());
        self.write(name("certificate", domains, directory, "pem"), certificate.to_vec()).await
    }
}

#[async_trait]
impl AccountCache for Store {
    type EA = io::Error;

    async fn load_account(&self, contact: &[String], directory: &str) -> io::Result<Option<Vec<u8>>> {
        self.read(name("account", contact, directory, "key")).await
    }

    async fn store_account(&self, contact: &[String], directory: &str, account: &[u8]) -> io::Result<()> {
        self.write(name("account", contact, directory, "key"), account.to_vec()).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Returns the name of a file. It differs by what the content is for, so that a changed setting
/// does not find what belongs to the previous one.
fn name(kind: &str, of: &[String], directory: &str, extension: &str) -> String {
    let of = [of.join(","), directory.to_owned()].join("\n");
    format!("{kind}-{}.{extension}", hex::encode(&Sha256::digest(of)[..8]))
}

/// Replaces a file as a whole, so that a crash leaves the old content or the new.
fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    make_folder(folder)?;
    // It has the mode 0600.
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    sync_entries(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIRECTORY: &str = "https://acme.example/directory";

    #[tokio::test]
    async fn what_is_stored_is_found_by_the_next_start_for_the_same_settings() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("data/acme");
        let (name, other) = (["a.example".to_owned()], ["b.example".to_owned()]);
        let store = Store::new(place.clone());
        assert_eq!(store.load_cert(&name, DIRECTORY).await.expect("no file"), None);
        store.store_cert(&name, DIRECTORY, b"certificate").await.expect("stored");
        store.store_account(&[], DIRECTORY, b"key").await.expect("stored");

        let next = Store::new(place);
        assert_eq!(next.load_account(&[], DIRECTORY).await.expect("read").as_deref(), Some(&b"key"[..]));
        assert_eq!(next.load_cert(&other, DIRECTORY).await.expect("read"), None);
        assert_eq!(next.load_cert(&name, "https://other.example/").await.expect("read"), None);
        assert_eq!(next.load_cert(&name, DIRECTORY).await.expect("read").as_deref(), Some(&b"certificate"[..]));
    }

    #[tokio::test]
    async fn a_certificate_that_cannot_be_stored_is_still_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("acme");
        fs::write(&place, "in the way").expect("a file");
        let (store, name) = (Store::new(place), ["a.example".to_owned()]);
        store.store_cert(&name, DIRECTORY, b"certificate").await.expect_err("a file is in the way");
        assert!(store.has_certificate());
        assert_eq!(store.load_cert(&name, DIRECTORY).await.expect("kept").as_deref(), Some(&b"certificate"[..]));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_can_read_the_keys() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().to_owned());
        store.store_cert(&[], DIRECTORY, b"certificate").await.expect("stored");
        store.store_account(&[], DIRECTORY, b"key").await.expect("stored");
        let modes = fs::read_dir(folder.path())
            .expect("the folder")
            .map(|file| file.and_then(|file| file.metadata()).expect("a file").permissions().mode() & 0o777);
        assert_eq!(modes.collect::<Vec<_>>(), [0o600, 0o600]);
    }
}
