//! Transactions that change the schema, in one process at a time.

use std::time::Duration;

use sea_orm_migration::{
    DbErr,
    sea_orm::{
        ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
        TransactionTrait,
    },
};
use tokio::time::{Instant, sleep};

use crate::{MigrationError, error::is_lock};

/// How long to wait for another process that changes the schema. An upgrade of
/// a million messages takes a minute.
const LOCK_TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// How long to wait between two attempts, in addition to the database's own
/// wait.
const PAUSE: Duration = Duration::from_millis(200);

/// The statements that make other processes wait until the transaction ends. Each
/// schema has its own lock, because each can be another installation. A statement
/// that waits ten seconds for a lock fails and is retried: a waiting `ALTER TABLE`
/// blocks all statements after it. PostgreSQL cancels the statement of a process
/// that has ended: it checks once a second whether its client is still connected
/// (from version 14 on, where its platform can).
const POSTGRES_LOCK: [&str; 3] = [
    "SET LOCAL lock_timeout = '10s'",
    "DO $$ BEGIN PERFORM set_config('client_connection_check_interval', '1s', true); \
     EXCEPTION WHEN OTHERS THEN NULL; END $$",
    // The first number is an arbitrary one that only Adda uses.
    "SELECT pg_advisory_xact_lock(1094992961, hashtext(current_schema()))",
];

/// The time at which waiting for other processes ends.
pub(crate) struct LockDeadline {
    until: Instant,
}

impl LockDeadline {
    pub(crate) fn new() -> Self {
        Self { until: Instant::now() + LOCK_TIMEOUT }
    }

    /// Waits before the next attempt, after an error that means that another
    /// process holds a lock.
    ///
    /// # Errors
    /// If the error has another cause, or the time is over.
    pub(crate) async fn wait_after(&self, backend: DbBackend, error: MigrationError) -> Result<(), MigrationError> {
        let (MigrationError::Database(cause) | MigrationError::Failed { error: cause, .. }) = &error else {
            return Err(error);
        };
        if !is_lock(backend, cause) {
            return Err(error);
        }
        if Instant::now() >= self.until {
            return Err(MigrationError::Locked { minutes: LOCK_TIMEOUT.as_secs() / 60 });
        }
        tracing::info!("another process has locked the database: waiting for it");
        sleep(PAUSE).await;
        Ok(())
    }
}

/// Begins a transaction that excludes the migrations of other processes.
///
/// # Errors
/// If the database cannot be reached, or another process holds the lock for
/// longer than the database waits.
pub(crate) async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    if connection.get_database_backend() == DbBackend::Sqlite {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        return connection.begin_with_options(options).await;
    }
    let transaction = connection.begin().await?;
    for sql in POSTGRES_LOCK {
        transaction.execute_unprepared(sql).await?;
    }
    Ok(transaction)
}
