//! A single connection to an existing database, for commands that neither create
//! a database nor change its tables.

use adda_migration::SchemaManager;
use sea_orm::{Database, DatabaseConnection, DbErr};

use super::pools;

/// Opens one connection. Creates nothing: a SQLite file must exist. The
/// connection has no time limit for statements.
///
/// # Errors
/// If the database does not exist, or cannot be opened or reached.
pub async fn open_existing(url: &str) -> Result<DatabaseConnection, DbErr> {
    if url.starts_with("sqlite:") {
        return pools::open(|| pools::sqlite_existing(url)).await;
    }
    pools::reach_postgres(url).await?;
    Database::connect(pools::postgres_schema(url)).await
}

/// Returns whether a database holds Adda's tables, up to date or not.
///
/// # Errors
/// If the database cannot be read.
pub async fn has_tables(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    SchemaManager::new(connection).has_table("accounts_user").await
}
