//! Runs queries that are written as SQL.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};

/// Returns the rows of a query. `$1`, `$2` and so on stand for its values, on SQLite too.
///
/// # Errors
/// If the database fails, or a column has another name or type than its field.
pub async fn select<R: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<R>, DbErr> {
    R::find_by_statement(statement(connection, sql, values)).all(connection).await
}

/// Returns a statement in the dialect of a connection.
pub fn statement(connection: &impl ConnectionTrait, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
}
