//! A fresh database for each test.

use std::path::{Path, PathBuf};

use adda::server::{domain::database::Database, storage::Storage};
use tempfile::TempDir;

use super::postgres;

/// The two databases that Adda runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database that no other test knows.
pub struct TestDatabase {
    pub database: Database,
    /// Where the SQLite file and the attachments are; gone with the test.
    folder: TempDir,
}

impl TestDatabase {
    /// One with all migrations applied.
    pub async fn migrated(engine: Engine) -> Self {
        let test = Self::empty(engine).await;
        test.database.migrate().await.unwrap();
        test
    }

    /// One without any table.
    pub async fn empty(engine: Engine) -> Self {
        let folder = TempDir::new().unwrap();
        let url = match engine {
            Engine::Sqlite => Database::sqlite_url(&folder.path().join("adda.sqlite3")),
            Engine::Postgres => postgres::empty_schema().await,
        };
        Self { database: Database::connect(&url).await.unwrap(), folder }
    }

    /// The place of attachments.
    pub fn storage(&self) -> Storage {
        Storage::folder(&self.attachments()).unwrap()
    }

    /// Every file in the place of attachments, finished or not.
    pub fn stored_files(&self) -> Vec<PathBuf> {
        files_in(&self.attachments())
    }

    fn attachments(&self) -> PathBuf {
        self.folder.path().join("attachments")
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    // It is made with its first file.
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}
