//! Copies the tables of PostgreSQL.

use std::io::Write;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::{Sequence, tables};
use crate::server::{
    backup::{
        BackupError,
        archive::{Name, Writer},
    },
    domain::database::statement,
};

/// How many rows are in memory at a time.
const ROWS: u32 = 500;

/// The columns that a sequence numbers.
const NUMBERED: &str = "SELECT c.relname::text AS name, a.attname::text AS col, \
     pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS seq FROM pg_class AS c \
     JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid \
     WHERE n.nspname = current_schema() AND c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped \
     AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL";

/// Writes all rows that the transaction sees, and the sequences.
pub async fn dump<W: Write>(
    transaction: &DatabaseTransaction,
    writer: &mut Writer<W>,
    failed: impl Fn(std::io::Error) -> BackupError,
) -> Result<(), BackupError> {
    let mut sequences = Vec::new();
    for table in tables(transaction).await? {
        // The names come from PostgreSQL's catalogue.
        let declared =
            format!("DECLARE adda_rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text FROM \"{table}\" AS t");
        transaction.execute_unprepared(&declared).await?;
        for number in 1.. {
            let lines = fetch(transaction).await?;
            if lines.is_empty() {
                break;
            }
            writer.add(&Name::Rows { table: table.clone(), number }, lines.as_bytes()).map_err(&failed)?;
            tokio::task::yield_now().await;
        }
        transaction.execute_unprepared("CLOSE adda_rows").await?;
        sequences.extend(sequences_of(transaction, &table).await?);
    }
    writer.add_json(&Name::Sequences, &sequences).map_err(&failed)
}

/// Returns the next rows, one per line.
async fn fetch(transaction: &DatabaseTransaction) -> Result<String, DbErr> {
    let sql = format!("FETCH {ROWS} FROM adda_rows");
    let mut lines = String::new();
    for row in transaction.query_all_raw(statement(transaction, &sql, [])).await? {
        let line: String = row.try_get_by_index(0)?;
        lines.push_str(&line);
        lines.push('\n');
    }
    Ok(lines)
}

/// Returns the sequences of a table. They are read after the rows, and belong to no
/// transaction: they have never handed out a lower number than a row has.
async fn sequences_of(transaction: &DatabaseTransaction, table: &str) -> Result<Vec<Sequence>, DbErr> {
    let mut found = Vec::new();
    for row in transaction.query_all_raw(statement(transaction, NUMBERED, [table.into()])).await? {
        let (column, sequence): (String, String) = (row.try_get("", "col")?, row.try_get("", "seq")?);
        // PostgreSQL has quoted the name.
        let sql = format!("SELECT last_value, is_called FROM {sequence}");
        let state = transaction.query_one_raw(statement(transaction, &sql, [])).await?;
        let state = state.ok_or_else(|| DbErr::RecordNotFound(sequence))?;
        let (last, is_called) = (state.try_get("", "last_value")?, state.try_get("", "is_called")?);
        found.push(Sequence { table: table.to_owned(), column, last, is_called });
    }
    Ok(found)
}
