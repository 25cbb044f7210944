//! The data of a server: a folder and a database on one of the two engines.

use std::path::Path;

use tempfile::TempDir;

use super::{Postgres, Server, postgres::texts};

/// The databases that Adda runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A folder and a database for one test.
pub struct Place {
    folder: TempDir,
    /// `None` with SQLite.
    pub postgres: Option<Postgres>,
}

impl Place {
    /// Creates a folder and a database. Prints a message and returns `None` if PostgreSQL is not
    /// available.
    pub fn on(engine: Engine) -> Option<Self> {
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Postgres::new()?),
        };
        Some(Self { folder: tempfile::tempdir().expect("a folder"), postgres })
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the first column of what a query selects, while no server uses the database.
    #[track_caller]
    pub fn texts(&self, sql: &str) -> Vec<String> {
        if let Some(postgres) = &self.postgres {
            return postgres.texts(sql);
        }
        let url = format!("sqlite://{}?mode=ro", self.folder().join("adda.sqlite3").display());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let connection = sea_orm::Database::connect(url).await.expect("the file");
            let found = texts(&connection, sql).await;
            connection.close().await.expect("closed");
            found
        })
    }

    /// Returns a server with this data, which is not started yet.
    pub fn server(&self) -> Server {
        let server = Server::new(self.folder.path());
        match &self.postgres {
            Some(database) => server.with("ADDA_DATABASE_URL", database.url(database.addr)),
            None => server,
        }
    }
}
