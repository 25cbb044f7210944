//! The pools of connections, and what holds for their connections.

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

use super::{Patience, changes::Touched, file_watch::FileWatch};

/// How long a start waits until its first connection is open, which is long only
/// on a machine that is busy with much else.
const START_PATIENCE: Duration = Duration::from_secs(10);
/// How long a connection may take to show that it is in order.
const PING_WITHIN: Duration = Duration::from_secs(1);
/// How long a statement that writes to PostgreSQL may take there. Such a statement
/// changes some rows.
pub(super) const WRITE_WITHIN: Duration = Duration::from_secs(10);
/// How long a statement that reads may take. It is less than the longest that a
/// request may take, so that none goes on after its request was given up.
pub(super) const READ_WITHIN: Duration = Duration::from_secs(15);
/// How long a start waits for PostgreSQL to take a connection.
const REACH_WITHIN: Duration = Duration::from_secs(5);
/// Connections that read at the same time from SQLite.
const SQLITE_READERS: u32 = 4;
/// How many statements a connection to SQLite keeps compiled. There is one for each
/// number of messages that are stored together.
const STATEMENTS: usize = 250;
/// Connections to PostgreSQL that read, and as many that write.
const POSTGRES_CONNECTIONS: u32 = 8;
/// How long a change of the tables waits for its connection, which no request uses,
/// and for another process that does the same.
const SCHEMA_PATIENCE: Duration = Duration::from_secs(10);
/// How long the connection that changes tables is kept: a node needs it when it
/// starts.
const SCHEMA_IDLE: Duration = Duration::from_secs(10);

/// Makes a SQLite file if there is none, and returns its path. Later connections
/// make none: a file that is deleted under the server is not replaced by an empty
/// one.
///
/// # Errors
/// If it cannot be opened.
pub(super) async fn make_sqlite_file(url: &str) -> Result<PathBuf, DbErr> {
    let options = SqliteConnectOptions::from_str(url).map_err(unreachable)?.create_if_missing(true);
    options.connect().await.map_err(unreachable)?.close().await.map_err(unreachable)?;
    Ok(options.get_filename().to_owned())
}

/// The connection that writes to a SQLite file.
pub(super) fn sqlite_writer(url: &str, patience: Patience, file: &FileWatch, touched: &Touched) -> ConnectOptions {
    let mut options = sqlite(url, 1, patience.turn, patience.turn);
    let (file, touched) = (file.clone(), touched.clone());
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let (file, touched) = (file.clone(), touched.clone());
        pool.after_connect(move |connection, _| {
            let (file, touched) = (file.clone(), touched.clone());
            Box::pin(async move {
                refuse_other(&file)?;
                let mut handle = connection.lock_handle().await?;
                handle.set_update_hook(move |change| touched.add(change.table, change.rowid));
                Ok(())
            })
        })
        .after_release(|connection, _| Box::pin(is_at_rest(connection)))
    });
    options
}

/// The connections that read a SQLite file. The first stays open, which keeps the
/// journal from being deleted and made again.
pub(super) fn sqlite_readers(url: &str, patience: Patience, file: &FileWatch) -> ConnectOptions {
    let (mut options, file) = (sqlite(url, SQLITE_READERS, patience.turn, patience.turn), file.clone());
    options.idle_timeout(None).max_lifetime(None).map_sqlx_sqlite_pool_opts(move |pool| {
        let file = file.clone();
        pool.after_connect(move |_, _| Box::pin(std::future::ready(refuse_other(&file))))
    });
    options
}

/// Refuses connections that are opened after the file's name has come to lead
/// elsewhere.
fn refuse_other(file: &FileWatch) -> Result<(), sqlx::Error> {
    file.check().map_err(|fault| sqlx::Error::Io(io::Error::other(fault)))
}

/// The connection that changes the tables of a SQLite file.
pub(super) fn sqlite_schema(url: &str) -> ConnectOptions {
    let mut options = sqlite(url, 1, SCHEMA_PATIENCE, SCHEMA_PATIENCE);
    options.connect_lazy(true).idle_timeout(SCHEMA_IDLE);
    options
}

/// The connections that read from PostgreSQL, and the connections that write.
/// None waits for a lock that another transaction holds for longer than a
/// request may take. A connection whose rollback failed, or to which nothing
/// answers, is closed and not given back.
/// A statement that takes longer than `within` is ended by PostgreSQL.
pub(super) fn postgres(url: &str, patience: Patience, within: Duration) -> ConnectOptions {
    let mut options = options(url, POSTGRES_CONNECTIONS, patience.turn);
    let (lock, statement) = (patience.row.as_millis(), within.as_millis());
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

/// The connection that changes PostgreSQL's tables: it waits for another node
/// that does the same.
pub(super) fn postgres_schema(url: &str) -> ConnectOptions {
    let mut options = options(url, 1, SCHEMA_PATIENCE);
    options.connect_lazy(true).idle_timeout(SCHEMA_IDLE);
    options
}

/// Opens a pool with its first connection. Waits for a SQLite file that another
/// process has locked as a whole.
///
/// # Errors
/// If it cannot be opened, or not in ten seconds.
pub(super) async fn open(options: impl Fn() -> ConnectOptions) -> Result<DatabaseConnection, DbErr> {
    let began = Instant::now();
    loop {
        match Database::connect(options()).await {
            Err(error) if is_late(&error) && began.elapsed() < START_PATIENCE => {}
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

/// Returns whether SQLite has waited in vain for another process: SQLITE_BUSY or
/// one of its extended codes (<https://www.sqlite.org/rescode.html>).
fn is_locked(error: &dyn sqlx::error::DatabaseError) -> bool {
    let is_sqlite = error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
    is_sqlite && error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
}

/// Opens one connection to PostgreSQL and closes it.
///
/// # Errors
/// If none can be opened within five seconds.
pub(super) async fn reach_postgres(url: &str) -> Result<(), DbErr> {
    let reached = timeout(REACH_WITHIN, async { PgConnection::connect(url).await?.close().await });
    let silent = |_| Err(sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "it does not answer")));
    reached.await.unwrap_or_else(silent).map_err(unreachable)
}

/// Says that a database cannot be reached.
fn unreachable(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

/// Checks that a connection can begin a transaction, before it goes back to the
/// pool. One that cannot is closed, and another one opened for the next writer.
///
/// SQLite rolls a transaction back by itself when the disk is full or fails
/// (<https://www.sqlite.org/lang_transaction.html>, section 3). The driver's own
/// `ROLLBACK` fails then, and the driver goes on to count one open transaction:
/// each later `BEGIN` would be a savepoint in a transaction that is never
/// committed. A custom `BEGIN` is refused by the driver if it counts one, and by
/// SQLite if there is one.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let probe = async { connection.begin_with("BEGIN").await?.rollback().await };
    Ok(probe.await.inspect_err(|error| tracing::warn!(%error, "a write failed: its connection is closed")).is_ok())
}

/// Checks that the server answers behind all that was asked on a connection. The
/// driver does the same, and would wait for as long as a lost connection lasts.
async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let silent = |_| sqlx::Error::Io(io::ErrorKind::TimedOut.into());
    timeout(PING_WITHIN, connection.ping()).await.map_err(silent)?.map(|()| true)
}

fn options(url: &str, connections: u32, turn: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(turn).sqlx_logging(false);
    options
}

/// Describes a pool for a SQLite file. A transaction begins with waiting for a lock
/// that another process holds: `lock` is part of the `turn`.
fn sqlite(url: &str, connections: u32, turn: Duration, lock: Duration) -> ConnectOptions {
    let mut options = options(url, connections, turn);
    // A file does not hang up: asking before each query whether it is still
    // there would only cost time.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(false)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit is on the disk before it is answered. SQLite syncs the
            // folder too when it has made a journal
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
        // In its first journal mode, a file can be locked for readers too.
        execute(&mut other, "BEGIN EXCLUSIVE").await;
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let watch = FileWatch::default();
        let patience = Patience::default();
        let opening = open(|| sqlite_writer(&url, patience, &watch, &Touched::default()));
        tokio::pin!(opening);
        let early = timeout(patience.turn * 3, &mut opening).await;
        assert!(early.is_err(), "it did not wait: {early:?}");
        execute(&mut other, "ROLLBACK").await;
        let opened = timeout(START_PATIENCE, opening).await.expect("it goes on waiting");
        opened.expect("the lock is gone").close().await.expect("it is open");
    }

    #[tokio::test]
    async fn a_start_does_not_wait_for_what_is_not_there() {
        let (nowhere, watch) = ("sqlite:///nowhere/at/all/adda.sqlite3", FileWatch::default());
        let began = Instant::now();
        let opened = open(|| sqlite_writer(nowhere, Patience::default(), &watch, &Touched::default())).await;
        assert!(opened.is_err() && began.elapsed() < START_PATIENCE, "{opened:?}");
    }
}
