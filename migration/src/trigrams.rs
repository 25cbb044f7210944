//! The indexes of the search: on SQLite full-text tables of trigrams, kept up
//! to date by triggers; on PostgreSQL trigram indexes, where the extension
//! `pg_trgm` can be installed. Without it a search is slower but finds the
//! same rows.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// A searched table: its indexed columns, and the condition for its indexed rows.
pub struct Searched {
    /// The table.
    pub table: &'static str,
    /// The columns, each with the expression for PostgreSQL's index.
    pub columns: &'static [(&'static str, &'static str)],
    /// A condition on `{row}`; rows that do not fulfil it are not indexed.
    pub only: Option<&'static str>,
}

impl Searched {
    /// Creates the index.
    ///
    /// # Errors
    /// If the database refuses it.
    pub async fn create(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let sql = if is_sqlite { self.sqlite_up() } else { self.postgres_up() };
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }

    /// Drops the index.
    ///
    /// # Errors
    /// If the database refuses it.
    pub async fn drop(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let sql = if is_sqlite { self.sqlite_down() } else { self.postgres_down() };
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }

    /// Returns `WHERE` or `WHEN` with the condition on a row; empty if there is
    /// none.
    fn condition(&self, keyword: &str, row: &str) -> String {
        self.only.map(|only| format!("{keyword} {}", only.replace("{row}", row))).unwrap_or_default()
    }

    fn columns_of(&self, row: &str) -> String {
        self.columns.iter().map(|(column, _)| format!("{row}{column}")).collect::<Vec<_>>().join(", ")
    }

    /// Returns the statements for SQLite. The full-text table stores only
    /// trigrams, and reads the texts from the searched table.
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

    /// Returns the statements for PostgreSQL. If the extension cannot be
    /// installed this is not an error. An installed extension may be in any
    /// schema.
    fn postgres_up(&self) -> String {
        let (table, condition) = (self.table, self.condition("WHERE", "").replace('\'', "''"));
        let indexes: String = self
            .columns
            .iter()
            .map(|(column, expression)| {
                format!(
                    "EXECUTE format('CREATE INDEX {table}_search_{column} ON {table} \
                     USING gin ({expression} %I.gin_trgm_ops) {condition}', home); "
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
        let drop = |(column, _): &(&str, &str)| format!("DROP INDEX IF EXISTS {}_search_{column};", self.table);
        self.columns.iter().map(drop).collect()
    }
}
