//! The connection pools, and the settings of their connections.

use std::{
    io,
    path::PathBuf,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr,
    sqlx::{
        self, ConnectOptions as _, Connection, Executor, PgConnection, SqliteConnection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use tokio::time::timeout;

use super::{DatabaseTimeouts, changes::WrittenRows, file_watch::FileWatch};

/// How long a start waits until its first connection is open. That takes long only on a
/// busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take to prove that it works.
const PING_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a writing statement on PostgreSQL may take. Such a statement changes some
/// rows.
pub(super) const WRITE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a reading statement may take. It is less than the request timeout,
/// so that a statement does not run on after its request was given up.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a start waits for PostgreSQL to accept a connection.
const REACH_TIMEOUT: Duration = Duration::from_secs(5);
/// How many connections read from SQLite at the same time.
const SQLITE_READERS: u32 = 4;
/// How many statements a connection to SQLite keeps compiled. Those that store messages
/// together differ in the number of rows, and some in the columns that change.
const STATEMENTS: usize = 400;
/// How many pages SQLite's journal holds before a commit copies them to the database file,
/// which all waiting writes wait for. A page that changes often is copied once instead of
/// with every 1,000 pages, which is the default. The journal grows to 64 MB, and a start
/// after a crash reads it in about 0.1 s.
const CHECKPOINT_AFTER: &str = "PRAGMA wal_autocheckpoint = 16000";
/// How many connections to PostgreSQL read. As many write.
const POSTGRES_CONNECTIONS: u32 = 8;
/// How long a change of the tables waits for its connection, which requests do not use,
/// and for another process that is changing them.
const SCHEMA_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the connection that changes tables stays open after use: a node
/// needs it when it starts.
const SCHEMA_IDLE: Duration = Duration::from_secs(10);

/// Creates a SQLite file if it does not exist, and returns its path. Later connections
/// do not create it, so a file that is deleted while the server runs is not replaced by
/// an empty one.
///
/// # Errors
/// If it cannot be opened.
pub(super) async fn make_sqlite_file(url: &str) -> Result<PathBuf, DbErr> {
    let options = SqliteConnectOptions::from_str(url).map_err(unreachable)?.create_if_missing(true);
    options.connect().await.map_err(unreachable)?.close().await.map_err(unreachable)?;
    Ok(options.get_filename().to_owned())
}

/// Returns the options of the connection that writes to a SQLite file.
pub(super) fn sqlite_writer(
    url: &str,
    timeouts: DatabaseTimeouts,
    file: &FileWatch,
    written_rows: &WrittenRows,
) -> ConnectOptions {
    let mut options = sqlite(url, 1, timeouts.turn, timeouts.turn);
    let (file, written_rows) = (file.clone(), written_rows.clone());
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let (file, written_rows) = (file.clone(), written_rows.clone());
        pool.after_connect(move |connection, _| {
            let (file, written_rows) = (file.clone(), written_rows.clone());
            Box::pin(async move {
                refuse_other(&file)?;
                // A statement that stores many rows keeps the pages as they were before it, to
                // undo itself if it fails. More than 64 kB would go to a temporary file
                // (https://www.sqlite.org/tempfiles.html, section 2.5).
                connection.execute("PRAGMA temp_store = MEMORY").await?;
                // Deleted text is overwritten, so that an erased customer is not in the file.
                connection.execute("PRAGMA secure_delete = ON").await?;
                connection.execute(CHECKPOINT_AFTER).await?;
                let mut handle = connection.lock_handle().await?;
                handle.set_update_hook(move |change| written_rows.add(change.table, change.rowid));
                Ok(())
            })
        })
        .after_release(|connection, _| Box::pin(has_no_open_transaction(connection)))
    });
    options
}

/// Returns the options of the connections that read a SQLite file. The first stays
/// open, which keeps the journal from being deleted and created again.
pub(super) fn sqlite_readers(url: &str, timeouts: DatabaseTimeouts, file: &FileWatch) -> ConnectOptions {
    let (mut options, file) = (sqlite(url, SQLITE_READERS, timeouts.turn, timeouts.turn), file.clone());
    options.idle_timeout(None).max_lifetime(None).map_sqlx_sqlite_pool_opts(move |pool| {
        let file = file.clone();
        pool.after_connect(move |_, _| Box::pin(std::future::ready(refuse_other(&file))))
    });
    options
}

/// Refuses new connections once another file is at the path.
fn refuse_other(file: &FileWatch) -> Result<(), sqlx::Error> {
    file.check().map_err(|fault| sqlx::Error::Io(io::Error::other(fault)))
}

/// Returns the options of the connection that changes the tables of a SQLite file.
pub(super) fn sqlite_schema(url: &str) -> ConnectOptions {
    let mut options = sqlite(url, 1, SCHEMA_TIMEOUT, SCHEMA_TIMEOUT);
    options.connect_lazy(true).idle_timeout(SCHEMA_IDLE);
    options
}

/// Returns the options of a connection that leaves a SQLite file as it is: it keeps the
/// journal mode, and changes nothing on its own.
pub(super) fn sqlite_existing(url: &str) -> ConnectOptions {
    let mut options = options(url, 1, SCHEMA_TIMEOUT);
    options.test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(false).busy_timeout(SCHEMA_TIMEOUT));
    options
}

/// Returns the options of the connections that read from PostgreSQL, and of
/// those that write. None waits for a lock of another transaction for longer
/// than [`DatabaseTimeouts::row`]. A connection whose rollback failed, or whose
/// server does not answer, is closed and not returned to the pool. PostgreSQL
/// ends a statement that takes longer than `within`.
pub(super) fn postgres(url: &str, timeouts: DatabaseTimeouts, within: Duration) -> ConnectOptions {
    let mut options = options(url, POSTGRES_CONNECTIONS, timeouts.turn);
    let (lock, statement) = (timeouts.row.as_millis(), within.as_millis());
    let statement = format!("SET lock_timeout = {lock}; SET statement_timeout = {statement}");
    options.map_sqlx_postgres_pool_opts(move |pool| {
        let statement = statement.clone();
        pool.after_connect(move |connection, _| {
            let statement = sqlx::AssertSqlSafe(statement.clone());
            Box::pin(async move { connection.execute(statement).await.map(drop) })
        })
        .after_release(|connection, _| Box::pin(answers(connection)))
    });
    options
}

/// Returns the options of the connection that changes PostgreSQL's tables. It
/// waits for another node that is changing them.
pub(super) fn postgres_schema(url: &str) -> ConnectOptions {
    let mut options = options(url, 1, SCHEMA_TIMEOUT);
    options.connect_lazy(true).idle_timeout(SCHEMA_IDLE);
    options
}

/// Opens a pool with its first connection. Waits while another process has
/// locked the whole SQLite file.
///
/// # Errors
/// If it cannot be opened within ten seconds.
pub(super) async fn open(options: impl Fn() -> ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    let began = Instant::now();
    loop {
        match Database::connect(options()).await {
            Err(error) if is_late(&error) && began.elapsed() < START_TIMEOUT => {}
            opened => return opened,
        }
    }
}

fn is_late(error: &DbErr) -> bool {
    let DbErr::Conn(RuntimeErr::SqlxError(error)) = error else { return false };
    match &**error {
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => is_locked(&**error),
        _ => false,
    }
}

/// Returns whether SQLite has waited for another process until the timeout: SQLITE_BUSY
/// or one of its extended codes (<https://www.sqlite.org/rescode.html>).
fn is_locked(error: &dyn sqlx::error::DatabaseError) -> bool {
    let is_sqlite = error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
    is_sqlite && error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
}

/// Opens one connection to PostgreSQL and closes it.
///
/// # Errors
/// If none can be opened within five seconds.
pub(super) async fn reach_postgres(url: &str) -> Result<(), DbErr> {
    let reached = timeout(REACH_TIMEOUT, async { PgConnection::connect(url).await?.close().await });
    let silent = |_| Err(sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "it does not answer")));
    reached.await.unwrap_or_else(silent).map_err(unreachable)
}

/// Returns the error of a database that cannot be reached.
fn unreachable(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

/// Checks that a connection can begin a transaction, before it returns to the
/// pool. If it cannot, it is closed, and another one is opened for the next
/// writer.
///
/// SQLite rolls a transaction back automatically when the disk is full or fails
/// (<https://www.sqlite.org/lang_transaction.html>, section 3). The driver's own
/// `ROLLBACK` then fails, and the driver still counts one open transaction: each later
/// `BEGIN` would be a savepoint in a transaction that is never committed. The driver
/// refuses a custom `BEGIN` if it counts an open transaction, and SQLite refuses it if
/// one is open.
async fn has_no_open_transaction(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let probe = async { connection.begin_with("BEGIN").await?.rollback().await };
    Ok(probe.await.inspect_err(|error| tracing::warn!(%error, "a write failed: its connection is closed")).is_ok())
}

/// Checks that the server has answered everything that was sent on a connection. The
/// driver does the same, but without a timeout if the connection is lost.
async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let silent = |_| sqlx::Error::Io(io::ErrorKind::TimedOut.into());
    timeout(PING_TIMEOUT, connection.ping()).await.map_err(silent)?.map(|()| true)
}

fn options(url: &str, connections: u32, turn: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(turn).sqlx_logging(false);
    options
}

/// Returns options of a pool for a SQLite file. A transaction begins by waiting for a
/// lock that another process holds: `lock` is part of the `turn`.
fn sqlite(url: &str, connections: u32, turn: Duration, lock: Duration) -> ConnectOptions {
    let mut options = options(url, connections, turn);
    // A file cannot disconnect, so a test before each query would only cost
    // time.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(false)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit is on the disk before it is acknowledged. SQLite also
            // syncs the folder when it has created a journal
            // (https://www.sqlite.org/pragma.html#pragma_synchronous).
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(lock)
            .statement_cache_capacity(STATEMENTS)
    });
    options
}

#[cfg(test)]
mod tests {
    use sea_orm::sqlx::ConnectOptions as _;

    use super::*;

    async fn execute(connection: &mut SqliteConnection, statement: &'static str) {
        connection.execute(statement).await.expect(statement);
    }

    #[tokio::test]
    async fn a_start_waits_for_a_file_that_another_process_has_locked() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("adda.sqlite3");
        let mut other =
            SqliteConnectOptions::new().filename(&file).create_if_missing(true).connect().await.expect("a file");
        // In the default journal mode, a file can be locked for readers too.
        execute(&mut other, "BEGIN EXCLUSIVE").await;
        let url = crate::server::domain::database::Database::sqlite_url(&file);
        let watch = FileWatch::default();
        let timeouts = DatabaseTimeouts::default();
        let opening = open(|| sqlite_writer(&url, timeouts, &watch, &WrittenRows::default()));
        tokio::pin!(opening);
        let early = timeout(timeouts.turn * 3, &mut opening).await;
        assert!(early.is_err(), "it did not wait: {early:?}");
        execute(&mut other, "ROLLBACK").await;
        let opened = timeout(START_TIMEOUT, opening).await.expect("it goes on waiting");
        opened.expect("the lock is gone").close().await.expect("it is open");
    }

    #[tokio::test]
    async fn a_start_does_not_wait_for_what_is_not_there() {
        let (nowhere, watch) = ("sqlite:///nowhere/at/all/adda.sqlite3", FileWatch::default());
        let began = Instant::now();
        let opened =
            open(|| sqlite_writer(nowhere, DatabaseTimeouts::default(), &watch, &WrittenRows::default())).await;
        assert!(opened.is_err() && began.elapsed() < START_TIMEOUT, "{opened:?}");
    }
}
