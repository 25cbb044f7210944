//! A fresh database for each test.

use adda::server::domain::database::Database;
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
    /// Where the SQLite file is; gone with the test.
    _folder: Option<TempDir>,
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
        let (url, folder) = match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().unwrap();
                (Database::sqlite_url(&folder.path().join("adda.sqlite3")), Some(folder))
            }
            Engine::Postgres => (postgres::empty_schema().await, None),
        };
        Self { database: Database::connect(&url).await.unwrap(), _folder: folder }
    }
}
