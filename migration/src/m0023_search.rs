//! What the inbox's search looks words up in: on SQLite full-text tables of
//! three-letter pieces, kept up to date by triggers; on PostgreSQL the same as
//! indexes, where `pg_trgm` can be had. Without it the search is slower, and
//! finds the same. New.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table that is searched: its columns, and which of its rows.
struct Searched {
    table: &'static str,
    columns: &'static [&'static str],
    /// A condition on `{row}`; the others are in no index.
    only: Option<&'static str>,
}

const SEARCHED: [Searched; 3] = [
    Searched {
        table: "support_message",
        columns: &["content", "attachment_name"],
        // The welcome line stands in every conversation: nobody looks for it.
        only: Some("{row}message_type <> 'system'"),
    },
    Searched { table: "accounts_user", columns: &["name", "email"], only: None },
    Searched { table: "support_conversation", columns: &["subject", "conversation_id"], only: None },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let connection = manager.get_connection();
        for searched in &SEARCHED {
            let sql = if is_sqlite { searched.sqlite_up() } else { searched.postgres_up() };
            connection.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let connection = manager.get_connection();
        for searched in &SEARCHED {
            let sql = if is_sqlite { searched.sqlite_down() } else { searched.postgres_down() };
            connection.execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

impl Searched {
    /// `WHERE` or `WHEN`, with the condition on a row; nothing if there is none.
    fn condition(&self, keyword: &str, row: &str) -> String {
        self.only.map(|only| format!("{keyword} {}", only.replace("{row}", row))).unwrap_or_default()
    }

    fn columns_of(&self, row: &str) -> String {
        self.columns.iter().map(|column| format!("{row}{column}")).collect::<Vec<_>>().join(", ")
    }

    /// The full-text table keeps the pieces only, and reads the words where
    /// they are.
    fn sqlite_up(&self) -> String {
        let (table, columns) = (self.table, self.columns_of(""));
        let (new, old) = (self.columns_of("new."), self.columns_of("old."));
        let (when_new, when_old) = (self.condition("WHEN", "new."), self.condition("WHEN", "old."));
        let existing = self.condition("WHERE", "");
        let insert = format!("INSERT INTO {table}_search (rowid, {columns}) VALUES (new.id, {new});");
        let delete =
            format!("INSERT INTO {table}_search ({table}_search, rowid, {columns}) VALUES ('delete', old.id, {old});");
        format!(
            "CREATE VIRTUAL TABLE {table}_search \
                 USING fts5({columns}, content = '{table}', content_rowid = 'id', tokenize = 'trigram'); \
             INSERT INTO {table}_search (rowid, {columns}) SELECT id, {columns} FROM {table} {existing}; \
             CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} {when_new} BEGIN {insert} END; \
             CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} {when_old} BEGIN {delete} END; \
             CREATE TRIGGER {table}_search_update AFTER UPDATE OF {columns} ON {table} {when_new} \
                 BEGIN {delete} {insert} END;"
        )
    }

    fn sqlite_down(&self) -> String {
        let table = self.table;
        format!(
            "DROP TRIGGER {table}_search_insert; DROP TRIGGER {table}_search_delete; \
             DROP TRIGGER {table}_search_update; DROP TABLE {table}_search;"
        )
    }

    /// An extension that may not be made is no error. One that is there already
    /// may be in any schema.
    fn postgres_up(&self) -> String {
        let (table, condition) = (self.table, self.condition("WHERE", "").replace('\'', "''"));
        let indexes: String = self
            .columns
            .iter()
            .map(|column| {
                format!(
                    "EXECUTE format('CREATE INDEX {table}_search_{column} ON {table} \
                     USING gin (lower({column}) %I.gin_trgm_ops) {condition}', home); "
                )
            })
            .collect();
        format!(
            "DO $$ DECLARE home text; BEGIN \
                 BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public; \
                 EXCEPTION WHEN OTHERS THEN NULL; END; \
                 SELECT nspname INTO home FROM pg_extension \
                     JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'; \
                 IF home IS NOT NULL THEN {indexes} END IF; \
             END $$"
        )
    }

    fn postgres_down(&self) -> String {
        let drop = |column: &&str| format!("DROP INDEX IF EXISTS {}_search_{column};", self.table);
        self.columns.iter().map(drop).collect()
    }
}
