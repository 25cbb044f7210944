//! A fresh database for each test.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use adda::server::{
    domain::database::{Database, DatabaseTimeouts},
    storage::Storage,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::postgres;

/// The two databases that Adda runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How long tests wait for the database: long enough for a busy machine.
const LONG_TIMEOUTS: DatabaseTimeouts = DatabaseTimeouts {
    turn: Duration::from_secs(20),
    row: Duration::from_secs(20),
    incidental: Duration::from_secs(20),
};

/// A database that only one test uses.
pub struct TestDatabase {
    pub database: Database,
    url: String,
    /// The folder with the SQLite file and the attachments, deleted with the test.
    folder: TempDir,
}

impl TestDatabase {
    /// Returns a database with all migrations applied. They run once, and each test gets
    /// a copy of the result.
    pub async fn migrated(engine: Engine) -> Self {
        let folder = TempDir::new().unwrap();
        let url = match engine {
            Engine::Sqlite => {
                let file = sqlite_in(&folder);
                fs::write(&file, migrated_file().await).unwrap();
                Database::sqlite_url(&file)
            }
            Engine::Postgres => postgres::migrated_database().await,
        };
        Self { database: Database::connect_with(&url, LONG_TIMEOUTS).await.unwrap(), url, folder }
    }

    /// Returns a database without tables.
    pub async fn empty(engine: Engine) -> Self {
        let folder = TempDir::new().unwrap();
        let url = match engine {
            Engine::Sqlite => Database::sqlite_url(&sqlite_in(&folder)),
            Engine::Postgres => postgres::empty_schema().await,
        };
        Self { database: Database::connect(&url).await.unwrap(), url, folder }
    }

    /// Connects to the same database once more, as another node does.
    pub async fn connect_again(&self) -> Database {
        // Closing any handle of a file releases all SQLite locks of the process on it.
        assert!(!self.database.is_sqlite(), "a SQLite file has one node");
        Database::connect_with(&self.url, LONG_TIMEOUTS).await.unwrap()
    }

    /// Returns the store of attachments.
    pub fn storage(&self) -> Storage {
        Storage::folder(&self.attachments()).unwrap()
    }

    /// Returns every file in the store of attachments, finished or not.
    pub fn stored_files(&self) -> Vec<PathBuf> {
        files_in(&self.attachments())
    }

    fn attachments(&self) -> PathBuf {
        self.folder.path().join("attachments")
    }
}

fn sqlite_in(folder: &TempDir) -> PathBuf {
    folder.path().join("adda.sqlite3")
}

/// Returns the content of a SQLite file with all migrations applied.
async fn migrated_file() -> &'static [u8] {
    static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let make = || async {
        let test = TestDatabase::empty(Engine::Sqlite).await;
        test.database.migrate().await.unwrap();
        // Closing moves everything into the one file.
        test.database.close().await;
        fs::read(sqlite_in(&test.folder)).unwrap()
    };
    FILE.get_or_init(make).await
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    // The store creates the folder with its first file.
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}
