//! The database, SQLite or PostgreSQL.

use std::{path::Path, sync::Arc, time::Duration};

use adda_migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, Database as SeaDatabase, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        self, Connection, PgConnection,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

/// How long a writer waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections that read at the same time.
const READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Connections to read with and to write with. SQLite has one writer at a
/// time: one connection makes writers wait in order instead of failing each
/// other. On PostgreSQL the two are the same pool.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Database {
    /// Opens a database, making the SQLite file if there is none.
    ///
    /// # Errors
    /// If it cannot be opened or reached.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            // The writer first: it makes the file and sets its journal.
            let write = SeaDatabase::connect(sqlite_options(url, 1)).await?;
            let read = SeaDatabase::connect(sqlite_options(url, READERS)).await?;
            Ok(Self { read, write })
        } else {
            // Once without the pool, which would try for ten seconds and then
            // say nothing but that its time is over.
            PgConnection::connect(url).await.map_err(unreachable)?.close().await.map_err(unreachable)?;
            let pool = SeaDatabase::connect(options(url, POSTGRES_CONNECTIONS)).await?;
            Ok(Self { read: pool.clone(), write: pool })
        }
    }

    /// The address of a SQLite file.
    pub fn sqlite_url(file: &Path) -> String {
        format!("sqlite://{}?mode=rwc", file.display())
    }

    /// Brings the tables up to date.
    ///
    /// # Errors
    /// If a migration fails.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.write, None).await
    }

    /// Whether all migrations are applied.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn is_migrated(&self) -> Result<bool, DbErr> {
        Ok(Migrator::get_pending_migrations(&self.read).await?.is_empty())
    }

    /// A connection to read with.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// A transaction to write in. On SQLite it takes the write lock at once:
    /// one that begins with reading could not be given it later.
    ///
    /// # Errors
    /// If the database cannot be reached or stays locked.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = (self.write.get_database_backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.write
            .begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() })
            .await
    }
}

fn unreachable(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(BUSY_TIMEOUT).sqlx_logging(false);
    options
}

fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = options(url, connections);
    // A file does not hang up: asking before each query whether it is still
    // there would only cost time.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Safe in WAL mode: a power cut may lose the last moments, never
            // the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT)
    });
    options
}
