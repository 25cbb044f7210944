//! Restores the tables of PostgreSQL, in one transaction.

use std::collections::BTreeMap;

use adda_migration::{begin_epoch, create_tables};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::{Sequence, tables};
use crate::server::{backup::RestoreError, domain::database::statement};

/// The columns of a table that can be written.
const COLUMNS: &str = "SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS list FROM pg_attribute AS a \
     JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped \
     AND a.attgenerated = ''";
const FOREIGN_KEYS: &str = "SELECT quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition \
     FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE n.nspname = current_schema() AND c.relname = $1 AND k.contype = 'f'";

/// A database that is being restored. Unless [`Load::commit`] is called, nothing of it
/// stays.
pub struct Load {
    transaction: DatabaseTransaction,
    migrations: Vec<String>,
    /// The columns of each table.
    tables: BTreeMap<String, String>,
    /// The foreign keys: table, name and definition. They are added when all rows are
    /// there, because the rows come in no particular order.
    foreign_keys: Vec<(String, String, String)>,
}

impl Load {
    /// Creates the tables that the backup had, without rows, foreign keys and active triggers.
    pub async fn begin(transaction: DatabaseTransaction, migrations: Vec<String>) -> Result<Self, RestoreError> {
        // Until the attachments are restored, the transaction waits.
        transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        create_tables(&transaction, &migrations).await?;
        let mut load = Self { tables: BTreeMap::new(), foreign_keys: Vec::new(), migrations, transaction };
        for table in tables(&load.transaction).await? {
            load.prepare(table).await?;
        }
        // Migrations have created some rows.
        for table in load.tables.keys() {
            load.run(&format!("DELETE FROM \"{table}\"")).await?;
        }
        Ok(load)
    }

    async fn prepare(&mut self, table: String) -> Result<(), DbErr> {
        let transaction = &self.transaction;
        let columns = transaction.query_one_raw(statement(transaction, COLUMNS, [table.as_str().into()])).await?;
        let columns = columns.ok_or_else(|| DbErr::RecordNotFound(table.clone()))?.try_get("", "list")?;
        for key in transaction.query_all_raw(statement(transaction, FOREIGN_KEYS, [table.as_str().into()])).await? {
            let (name, definition): (String, String) = (key.try_get("", "name")?, key.try_get("", "definition")?);
            self.run(&format!("ALTER TABLE \"{table}\" DROP CONSTRAINT {name}")).await?;
            self.foreign_keys.push((table.clone(), name, definition));
        }
        self.run(&format!("ALTER TABLE \"{table}\" DISABLE TRIGGER USER")).await?;
        self.tables.insert(table, columns);
        Ok(())
    }

    /// Inserts rows, one JSON object per line. Returns false if there is no such table.
    pub async fn insert(&self, table: &str, lines: &str) -> Result<bool, DbErr> {
        let Some(columns) = self.tables.get(table) else { return Ok(false) };
        let rows = format!("[{}]", lines.trim_end().replace('\n', ","));
        let sql = format!(
            "INSERT INTO \"{table}\" ({columns}) OVERRIDING SYSTEM VALUE \
             SELECT {columns} FROM json_populate_recordset(NULL::\"{table}\", $1::text::json)"
        );
        self.transaction.execute_raw(statement(&self.transaction, &sql, [rows.into()])).await?;
        Ok(true)
    }

    /// Sets the sequences to the state in the backup.
    pub async fn set_sequences(&self, json: &[u8]) -> Result<(), RestoreError> {
        let damaged = |_| RestoreError::Damaged { entry: "database/sequences.json".to_owned() };
        let sequences: Vec<Sequence> = serde_json::from_slice(json).map_err(damaged)?;
        let sql = "SELECT setval(pg_get_serial_sequence(quote_ident($1), $2)::regclass, $3, $4)";
        for Sequence { table, column, last, is_called } in sequences {
            let values = [table.into(), column.into(), last.into(), is_called.into()];
            self.transaction.query_one_raw(statement(&self.transaction, sql, values)).await?;
        }
        Ok(())
    }

    /// Adds the foreign keys, which checks them.
    pub async fn complete(&self) -> Result<(), DbErr> {
        begin_epoch(&self.transaction, &self.migrations).await?;
        for (table, name, definition) in &self.foreign_keys {
            self.run(&format!("ALTER TABLE \"{table}\" ADD CONSTRAINT {name} {definition}")).await?;
        }
        for table in self.tables.keys() {
            self.run(&format!("ALTER TABLE \"{table}\" ENABLE TRIGGER USER")).await?;
        }
        Ok(())
    }

    /// Makes the database available to others.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }

    async fn run(&self, sql: &str) -> Result<(), DbErr> {
        self.transaction.execute_unprepared(sql).await.map(drop)
    }
}
