//! The tables of PostgreSQL as rows in JSON, so that no client program of a matching
//! version is needed. PostgreSQL itself writes and reads the JSON: `row_to_json` and
//! `json_populate_recordset` keep each value exactly.

mod dump;
mod load;

pub(super) use self::{dump::dump, load::Load};

use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use crate::server::domain::database::statement;

/// The tables of Adda in the schema of the connection. The schema may hold the tables of
/// other programs. `support_row_change` is not logged and lists the changes of the last
/// minutes.
const TABLES: &str = "SELECT c.relname::text AS name FROM pg_class AS c \
     JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r' \
     AND (c.relname LIKE 'support\\_%' OR c.relname LIKE 'accounts\\_%' OR c.relname = 'seaql_migrations') \
     AND c.relname <> 'support_row_change' ORDER BY c.relname";

/// The state of the sequence that numbers a column.
#[derive(Serialize, Deserialize)]
struct Sequence {
    table: String,
    column: String,
    last: i64,
    is_called: bool,
}

/// Returns the names of the tables, sorted.
pub(super) async fn tables(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = connection.query_all_raw(statement(connection, TABLES, [])).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}
