//! Notices when the SQLite file is deleted, replaced or overwritten while the
//! server runs. Later writes would be lost, so they are refused.

mod content;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use sea_orm::{ConnectionTrait, DbErr, RuntimeErr};
use tokio::time::{MissedTickBehavior, interval, timeout};

use self::content::Content;
use super::Database;

/// How often the file is examined. A fault is noticed within a second, even on a busy
/// machine.
const PERIOD: Duration = Duration::from_millis(200);

/// A fault of the SQLite file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// The file at its path no longer exists.
    #[error("the database file was deleted or moved away")]
    Missing,
    /// Another file is at its path.
    #[error("the database file was replaced by another file")]
    Replaced,
    /// The files of its journal are missing or have been replaced.
    #[error("the journal of the database, the file that ends in -wal or -shm, was deleted or replaced")]
    Journal,
    /// Another program has changed its content.
    #[error("the database file was overwritten")]
    Overwritten,
}

impl FileFault {
    /// Returns what an operator can do.
    fn remedy(self) -> &'static str {
        match self {
            Self::Missing | Self::Replaced => {
                "Put the file back, or stop the server, restore a backup and start the server again"
            }
            // When the server shuts down, it writes the content of its open journal to
            // the file.
            Self::Journal => "Restart the server: its end completes the database file",
            Self::Overwritten => {
                "Nothing is read either. Stop the server, delete the files that end in -wal and -shm, restore a backup \
                 and start the server again"
            }
        }
    }
}

impl From<FileFault> for DbErr {
    /// Converts a fault to an error that counts as temporary, because an operator can put
    /// the file back.
    fn from(fault: FileFault) -> Self {
        Self::Conn(RuntimeErr::Internal(fault.to_string()))
    }
}

/// The SQLite file as it was opened. For a database server, it is empty and reports no
/// faults.
#[derive(Clone, Debug, Default)]
pub(super) struct FileWatch(Arc<Watched>);

#[derive(Debug, Default)]
struct Watched {
    opened: OnceLock<Opened>,
    /// Open as long as any connection is: closing it would release SQLite's locks.
    content: OnceLock<Arc<Content>>,
    /// A fault that only a restart ends.
    lasting: OnceLock<FileFault>,
    /// The fault that was last logged.
    last_logged: Mutex<Option<FileFault>>,
}

#[derive(Debug)]
struct Opened {
    path: PathBuf,
    identity: Identity,
}

/// Identifies a file independently of its name: its device and its inode number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }

    /// Returns an empty identity: on other systems, an open file cannot be deleted or
    /// replaced.
    #[cfg(not(unix))]
    fn of(_: &std::fs::Metadata) -> Self {
        Self(0, 0)
    }

    /// Returns the identity of the file at a path. The file is not opened:
    /// closing it would release the locks that SQLite holds on it
    /// (<https://www.sqlite.org/howtocorrupt.html>, section 2.2).
    fn at(path: &Path) -> Option<Self> {
        path.metadata().ok().map(|metadata| Self::of(&metadata))
    }
}

impl FileWatch {
    /// Returns the path of the file; none for a database server.
    pub(super) fn path(&self) -> Option<&Path> {
        self.0.opened.get().map(|opened| opened.path.as_path())
    }

    /// Notes which file was opened, once.
    pub(super) fn note(&self, path: &Path) {
        if let Some(identity) = Identity::at(path) {
            self.0.opened.get_or_init(|| Opened { path: path.to_owned(), identity });
        }
    }

    /// Checks the file at the path, so that written data can be found again.
    ///
    /// # Errors
    /// Returns the fault of the file.
    pub(super) fn check(&self) -> Result<(), FileFault> {
        let Some(opened) = self.0.opened.get() else { return Ok(()) };
        if let Some(fault) = self.0.lasting.get() {
            return Err(*fault);
        }
        match Identity::at(&opened.path) {
            Some(identity) if identity == opened.identity => Ok(()),
            Some(_) => Err(FileFault::Replaced),
            None => Err(FileFault::Missing),
        }
    }

    /// Returns whether the file has a fault that only a restart ends.
    pub(super) fn is_lost(&self) -> bool {
        self.0.lasting.get().is_some()
    }

    /// Examines the file's path and its content, and remembers a fault that only a
    /// restart ends.
    fn look(&self, content: Option<&Content>) -> Option<FileFault> {
        let fault = self.check().err();
        if fault.is_some() {
            return fault;
        }
        let fault = content?.check().err()?;
        Some(*self.0.lasting.get_or_init(|| fault))
    }

    /// Logs a fault when it begins and when it ends.
    fn report(&self, found: Option<FileFault>) {
        let mut last_logged = self.0.last_logged.lock().unwrap_or_else(PoisonError::into_inner);
        if *last_logged == found {
            return;
        }
        let file = self.0.opened.get().map(|opened| opened.path.display().to_string()).unwrap_or_default();
        match found {
            Some(fault) => tracing::error!(file, "{fault}: nothing is written any more. {}", fault.remedy()),
            None => tracing::info!(file, "the database file is back: writes are accepted again"),
        }
        *last_logged = found;
    }
}

impl Database {
    /// Checks that the SQLite file is still the one that was opened.
    ///
    /// # Errors
    /// Returns the fault of the file.
    pub fn check_file(&self) -> Result<(), FileFault> {
        self.file.check()
    }

    /// Watches the SQLite file until the future is dropped: logs each fault once, and
    /// stops all reading of a file that was overwritten. A process calls it once, after
    /// it has brought the database up to date.
    pub async fn watch_file(&self) {
        let Some(opened) = self.file.0.opened.get() else { return };
        let content = match self.content(&opened.path).await {
            Ok(content) => Some(Arc::clone(self.file.0.content.get_or_init(|| Arc::new(content)))),
            Err(error) => {
                tracing::warn!(%error, "the content of the database file cannot be watched, only its name");
                None
            }
        };
        let mut ticks = interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let (file, content, changes) = (self.file.clone(), content.clone(), self.changes.clone());
            // It reads from the disk.
            let looking = tokio::task::spawn_blocking(move || {
                changes.check_foreign_commits();
                file.look(content.as_deref())
            });
            let Ok(found) = looking.await else { continue };
            if found == Some(FileFault::Overwritten) {
                // Answers read from another database's content would be wrong.
                drop(timeout(PERIOD, self.read.close_by_ref()).await);
            }
            self.file.report(found);
        }
    }

    /// Opens the parts of the file's content that are examined.
    async fn content(&self, path: &Path) -> Result<Content, DbErr> {
        // After a crash, the journal may count an unfinished checkpoint.
        self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Content::open(path).map_err(|error| DbErr::Custom(error.to_string()))
    }
}
