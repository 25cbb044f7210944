//! A shop from an earlier version, and the contents that it must have after an upgrade.

use std::path::{Path, PathBuf};

use adda_migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
    sqlx::sqlite::SqliteJournalMode,
};

use crate::support::{Engine, postgres};

/// How many migrations the first version had.
pub const FIRST_VERSION: u32 = 9;
/// How many messages the old shop has.
pub const MESSAGES: i64 = 60;

/// Opens one connection, without logging and without retries, because the tests interrupt it.
pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).test_before_acquire(false).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite.create_if_missing(true).foreign_keys(true).journal_mode(SqliteJournalMode::Wal)
    });
    Database::connect(options).await.unwrap()
}

/// Returns the address of the SQLite file in a folder.
pub fn sqlite_in(folder: &Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join("adda.sqlite3").display())
}

/// Creates an empty database, and returns its address.
pub async fn empty(engine: Engine, folder: &Path) -> String {
    match engine {
        Engine::Sqlite => sqlite_in(folder),
        Engine::Postgres => postgres::empty_schema().await,
    }
}

/// Copies the files of a SQLite database as a killed process would leave them.
pub fn copy(from: &Path, to: &Path) {
    for name in ["adda.sqlite3", "adda.sqlite3-wal"] {
        let file = from.join(name);
        if file.exists() {
            std::fs::copy(&file, to.join(name)).unwrap();
        }
    }
}

/// Creates an empty folder inside another.
pub fn folder_in(parent: &Path, name: &str) -> PathBuf {
    let folder = parent.join(name);
    std::fs::create_dir(&folder).unwrap();
    folder
}

/// Creates a shop of the first version: applies its migrations as it did, and adds rows.
pub async fn create_shop(connection: &DatabaseConnection) {
    Migrator::up(connection, Some(FIRST_VERSION)).await.unwrap();
    let moment = "'2026-03-01 09:00:00+00:00'";
    let mut sql = vec![
        format!(
            "INSERT INTO accounts_user (id, username, password, name, email, role, date_joined) VALUES \
             (1, 'chief', 'hash', 'Chief', '', 'admin', {moment}), (2, 'visitor', NULL, 'Rahim', 'r@x.bd', 'customer', {moment})"
        ),
        format!(
            "INSERT INTO support_supportagent (id, user_id, display_name, created_at) VALUES (1, 1, 'Chief', {moment})"
        ),
        format!(
            "INSERT INTO support_session (token_hash, user_id, created_at, last_used_at, expires_at) \
             VALUES ('abc', 2, {moment}, {moment}, {moment})"
        ),
    ];
    for conversation in 1..=3 {
        sql.push(format!(
            "INSERT INTO support_conversation (id, conversation_id, user_id, subject, status, priority, language, \
             last_message_at, created_at, updated_at) VALUES \
             ({conversation}, 'CONV-{conversation}', 2, 'Parcel', 'open', 'normal', 'en', {moment}, {moment}, {moment})"
        ));
    }
    for message in 1..=MESSAGES {
        sql.push(format!(
            "INSERT INTO support_message (conversation_id, sender_id, is_agent, message_type, content, created_at) VALUES \
             ({}, 2, FALSE, 'text', 'Where is parcel number {message}? আমার পার্সেল কোথায়?', {moment})",
            message % 3 + 1
        ));
    }
    for statement in sql {
        connection.execute_unprepared(&statement).await.unwrap();
    }
}

/// Returns the number of recorded migrations.
pub async fn applied(url: &str) -> usize {
    let connection = connect(url).await;
    let names = texts(&connection, "SELECT version FROM seaql_migrations").await;
    connection.close().await.unwrap();
    names.map_or(0, |names| names.len())
}

/// Returns the whole schema, and all rows of the tables that `create_shop` fills.
pub async fn contents(connection: &DatabaseConnection) -> Vec<String> {
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let schema = if is_sqlite {
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"
    } else {
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(column_default, '') \
         FROM information_schema.columns WHERE table_schema = current_schema() \
         UNION ALL SELECT replace(indexdef, current_schema(), '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
    };
    let mut all = texts(connection, schema).await.unwrap();
    for table in ["accounts_user", "support_supportagent", "support_conversation", "support_message", "support_session"]
    {
        let rows = if is_sqlite {
            let columns = format!("SELECT name FROM pragma_table_xinfo('{table}') ORDER BY name");
            let columns = texts(connection, &columns).await.unwrap();
            let columns: Vec<_> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
            format!("SELECT {} FROM {table} ORDER BY id", columns.join(" || ',' || "))
        } else {
            format!("SELECT {table}::text FROM {table} ORDER BY id")
        };
        all.extend(texts(connection, &rows).await.unwrap().into_iter().map(|row| format!("{table}: {row}")));
    }
    for table in ["support_quickreply", "support_chatsettings"] {
        all.push(format!(
            "{table}: {}",
            texts(connection, &format!("SELECT id FROM {table}")).await.map_or(0, |rows| rows.len())
        ));
    }
    if is_sqlite {
        all.extend(texts(connection, "PRAGMA integrity_check").await.unwrap());
        all.extend(texts(connection, "SELECT \"table\" FROM pragma_foreign_key_check").await.unwrap());
        let words = "SELECT rowid || '' FROM support_message_search WHERE support_message_search MATCH '\"number 7\"'";
        all.extend(texts(connection, words).await.unwrap());
    }
    all
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Option<Vec<String>> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.ok()?;
    Some(rows.iter().map(|row| row.try_get_by_index(0).unwrap_or_else(|_| "a number".to_owned())).collect())
}
