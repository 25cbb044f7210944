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
        match engine {
            Engine::Sqlite => {
                let test = Self::empty(engine).await;
                test.database.migrate().await.unwrap();
                test
            }
            Engine::Postgres => Self::at(postgres::migrated_database().await, None).await,
        }
    }

    /// One without any table.
    pub async fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().unwrap();
                let url = Database::sqlite_url(&folder.path().join("adda.sqlite3"));
                Self::at(url, Some(folder)).await
            }
            Engine::Postgres => Self::at(postgres::empty_database().await, None).await,
        }
    }

    async fn at(url: String, folder: Option<TempDir>) -> Self {
        Self { database: Database::connect(&url).await.unwrap(), _folder: folder }
    }
}
