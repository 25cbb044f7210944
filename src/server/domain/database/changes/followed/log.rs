//! Reads which rows were changed between two snapshots.

use std::{collections::HashSet, time::Duration};

use sea_orm::{
    ConnectionTrait, DbErr, Statement,
    sqlx::{self, ConnectOptions as _, Executor, PgConnection, postgres::PgConnectOptions},
};
use tokio::time::timeout;

use super::super::{super::Database, Row};
use crate::model::ids::{AgentId, UserId};

/// How long a connection may take to open.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a query of the log may take. It reads the end of an index.
const QUERY_TIMEOUT: Duration = Duration::from_millis(400);
/// The settings of the connection. Its only query is planned once, for a table that may
/// grow later.
const SETTINGS: &str = "SET statement_timeout = 5000; SET plan_cache_mode = force_generic_plan; \
     SET enable_seqscan = off; SET jit = off";
/// Identifies the server and its process that answers. Another process may not have the
/// entries of the previous one, because the table is not logged.
const SERVER: &str = "pg_backend_pid() || ' ' || pg_postmaster_start_time()";
/// The id that the next transaction gets. Only a database that was moved from another
/// server has entries with higher ids.
const NEXT: &str = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

/// The entries that a snapshot sees and an earlier one does not.
#[derive(Debug)]
pub(super) struct Log {
    connection: PgConnection,
    look: String,
    /// The snapshot up to which the log was read, as PostgreSQL writes it.
    snapshot: String,
    server: String,
}

/// The changes since the last call.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// These rows.
    Rows(HashSet<Row>),
    /// Any row.
    Everything,
}

impl Log {
    /// Opens the log at its end.
    pub(super) async fn open(options: &PgConnectOptions) -> Result<Self, sqlx::Error> {
        within(CONNECT_TIMEOUT, async {
            let mut connection = options.connect().await?;
            connection.execute(SETTINGS).await?;
            let now = sqlx::AssertSqlSafe(format!("SELECT pg_current_snapshot()::text, {SERVER}"));
            let (snapshot, server) = sqlx::query_as(now).fetch_one(&mut connection).await?;
            Ok(Self { connection, look: entries_sql(), snapshot, server })
        })
        .await
    }

    /// Reads what was added since the last call.
    pub(super) async fn read(&mut self) -> Result<Changed, sqlx::Error> {
        let look = sqlx::query_as(sqlx::AssertSqlSafe(self.look.clone())).bind(&self.snapshot);
        let found = within(QUERY_TIMEOUT, look.fetch_one(&mut self.connection)).await?;
        let (snapshot, server, is_trimmed, rows): (String, String, Option<bool>, Option<String>) = found;
        let is_whole = server == self.server && is_trimmed == Some(false);
        (self.snapshot, self.server) = (snapshot, server);
        let rows = is_whole.then(|| read_rows(rows.as_deref().unwrap_or_default())).flatten();
        Ok(rows.map_or(Changed::Everything, Changed::Rows))
    }
}

/// Returns the query, whose parameter is the earlier snapshot. Transactions that were
/// unfinished in that snapshot have lower ids than the one it ends with.
fn entries_sql() -> String {
    let earlier = "$1::text::pg_snapshot";
    format!(
        "SELECT pg_current_snapshot()::text, {SERVER}, \
         (SELECT below > pg_snapshot_xmin({earlier})::text::bigint FROM support_row_change_trimmed), \
         (SELECT string_agg(subject || ' ' || subject_id, ',') FROM \
         (SELECT subject, subject_id FROM support_row_change \
         WHERE seq >= pg_snapshot_xmax({earlier})::text::bigint AND seq < {NEXT} \
         UNION ALL SELECT subject, subject_id FROM support_row_change \
         WHERE seq = ANY (ARRAY(SELECT pg_snapshot_xip({earlier})::text::bigint))) AS added)"
    )
}

async fn within<T>(period: Duration, future: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(period, future).await.unwrap_or_else(|_| Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())))
}

/// Reads entries such as `session 7,viewers 0`. Returns none if one of them stands for
/// all rows or is unknown to this version.
fn read_rows(entries: &str) -> Option<HashSet<Row>> {
    entries.split(',').filter(|entry| !entry.is_empty()).map(read_row).collect()
}

fn read_row(entry: &str) -> Option<Row> {
    let (subject, number) = entry.split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    Some(match subject {
        "conversation" => Row::Conversation(number),
        "conversations_of" => Row::ConversationsOf(UserId(number)),
        "session" => Row::Session(number),
        "account" => Row::Account(UserId(number)),
        "agent" => Row::Agent(AgentId(number)),
        "agents" => Row::Agents,
        "settings" => Row::Settings,
        "last_change" => Row::LastChange,
        "viewers" => Row::Viewers,
        "blocks" => Row::Blocks,
        "networks" => Row::Networks,
        "drafts" => Row::Drafts(AgentId(number)),
        _ => return None,
    })
}

/// The id below which all transactions had ended at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon(i64);

impl Database {
    /// Deletes the entries of the transactions that had ended at an earlier moment.
    /// Returns the horizon of this moment; none on SQLite, which has no entries.
    ///
    /// A node that has not read the log since then misses these entries. It detects
    /// that, and treats everything as changed.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn trim_changes(&self, earlier: Option<Horizon>) -> Result<Option<Horizon>, DbErr> {
        if self.is_sqlite() {
            return Ok(None);
        }
        let backend = self.write.get_database_backend();
        if let Some(Horizon(below)) = earlier {
            // In a database that was moved from another server, the horizon may be
            // ahead.
            let trim = format!(
                "WITH gone AS (DELETE FROM support_row_change WHERE seq < $1 OR seq >= {NEXT}) \
                 UPDATE support_row_change_trimmed \
                 SET below = CASE WHEN below < {NEXT} THEN greatest(below, $1) ELSE $1 END"
            );
            self.write.execute_raw(Statement::from_sql_and_values(backend, trim, [below.into()])).await?;
        }
        let horizon = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
        let row = self.read.query_one_raw(Statement::from_string(backend, horizon)).await?;
        row.map(|row| row.try_get_by_index(0).map(Horizon)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read() {
        let rows = HashSet::from([Row::Session(7), Row::ConversationsOf(UserId(3)), Row::Viewers]);
        assert_eq!(read_rows("session 7,conversations_of 3,viewers 0,session 7"), Some(rows));
        assert_eq!(read_rows(""), Some(HashSet::new()));
    }

    #[test]
    fn an_unreadable_entry_stands_for_all_rows() {
        for entries in ["everything 0", "session 7,everything 0", "of_a_later_version 3", "session", "session x"] {
            assert_eq!(read_rows(entries), None, "{entries:?}");
        }
    }
}
