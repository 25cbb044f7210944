//! Notices when the SQLite file is deleted, replaced or overwritten under the
//! running server. What is written after that would be lost, so it is refused.

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

/// How often the file is examined. A fault is noticed within a second, on a busy
/// machine too.
const PERIOD: Duration = Duration::from_millis(200);

/// What has happened to the SQLite file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Its name leads to no file.
    #[error("the database file was deleted or moved away")]
    Missing,
    /// Its name leads to another file.
    #[error("the database file was replaced by another file")]
    Replaced,
    /// The files of its journal are missing, or others.
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
            // The end of the server writes to the file what its open journal holds.
            Self::Journal => "Restart the server: its end completes the database file",
            Self::Overwritten => {
                "Nothing is read either. Stop the server, delete the files that end in -wal and -shm, restore a backup \
                 and start the server again"
            }
        }
    }
}

impl From<FileFault> for DbErr {
    /// An error that counts as temporary: an operator can put the file back.
    fn from(fault: FileFault) -> Self {
        Self::Conn(RuntimeErr::Internal(fault.to_string()))
    }
}

/// The SQLite file as it was opened. A database server has none, and no faults.
#[derive(Clone, Debug, Default)]
pub(super) struct FileWatch(Arc<Watched>);

#[derive(Debug, Default)]
struct Watched {
    opened: OnceLock<Opened>,
    /// Open for as long as any connection: closing it would release SQLite's locks.
    content: OnceLock<Arc<Content>>,
    /// A fault that only a restart ends.
    lasting: OnceLock<FileFault>,
    /// What the log has said last.
    said: Mutex<Option<FileFault>>,
}

#[derive(Debug)]
struct Opened {
    path: PathBuf,
    identity: Identity,
}

/// A file, whatever its name: its device and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }

    /// An open file cannot be deleted or replaced on other systems.
    #[cfg(not(unix))]
    fn of(_: &std::fs::Metadata) -> Self {
        Self(0, 0)
    }

    /// Returns the identity of the file that a path leads to. It is not opened:
    /// closing it would release the locks that SQLite holds on it
    /// (<https://www.sqlite.org/howtocorrupt.html>, section 2.2).
    fn at(path: &Path) -> Option<Self> {
        path.metadata().ok().map(|metadata| Self::of(&metadata))
    }
}

impl FileWatch {
    /// Notes which file was opened, once.
    pub(super) fn note(&self, path: &Path) {
        if let Some(identity) = Identity::at(path) {
            self.0.opened.get_or_init(|| Opened { path: path.to_owned(), identity });
        }
    }

    /// Checks, by a look at the file's name, that what is written can be found
    /// again.
    ///
    /// # Errors
    /// What has happened to the file.
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

    /// Returns whether something has happened to the file that only a restart ends.
    pub(super) fn is_lost(&self) -> bool {
        self.0.lasting.get().is_some()
    }

    /// Examines the file's name and its content, and remembers what only a restart
    /// ends.
    fn look(&self, content: Option<&Content>) -> Option<FileFault> {
        let fault = self.check().err();
        if fault.is_some() {
            return fault;
        }
        let fault = content?.check().err()?;
        Some(*self.0.lasting.get_or_init(|| fault))
    }

    /// Logs a fault that was not there before, and the end of one.
    fn report(&self, found: Option<FileFault>) {
        let mut said = self.0.said.lock().unwrap_or_else(PoisonError::into_inner);
        if *said == found {
            return;
        }
        let file = self.0.opened.get().map(|opened| opened.path.display().to_string()).unwrap_or_default();
        match found {
            Some(fault) => tracing::error!(file, "{fault}: nothing is written any more. {}", fault.remedy()),
            None => tracing::info!(file, "the database file is back: writes are accepted again"),
        }
        *said = found;
    }
}

impl Database {
    /// Returns whether the SQLite file is still the one that was opened.
    ///
    /// # Errors
    /// What has happened to the file.
    pub fn check_file(&self) -> Result<(), FileFault> {
        self.file.check()
    }

    /// Watches the SQLite file until the future is dropped: logs each fault once,
    /// and ends all reading of a file that was overwritten. A process calls it
    /// once, after it has brought the database up to date.
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
                // What is kept in memory is used again after another process has written.
                changes.note_foreign();
                file.look(content.as_deref())
            });
            let Ok(found) = looking.await else { continue };
            if found == Some(FileFault::Overwritten) {
                // Answers from another database's content would be wrong.
                drop(timeout(PERIOD, self.read.close_by_ref()).await);
            }
            self.file.report(found);
        }
    }

    /// Opens what is examined of the file's content.
    async fn content(&self, path: &Path) -> Result<Content, DbErr> {
        // After a crash, the journal counts a checkpoint that is unfinished.
        self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Content::open(path).map_err(|error| DbErr::Custom(error.to_string()))
    }
}
