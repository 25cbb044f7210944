//! What a restored database needs besides its rows.

use sea_orm_migration::{
    DbErr, MigratorTrait, SchemaManager,
    sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend},
};

use crate::{MigrationError, Migrator, lock, schema::applied};

/// Returns the migrations that a database has, in their order. Those that this
/// program does not know come last.
///
/// # Errors
/// If the database cannot be read.
pub async fn applied_migrations(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut applied = applied(connection).await?;
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .filter(|name| applied.remove(name))
        .collect();
    let mut unknown: Vec<String> = applied.into_iter().collect();
    unknown.sort();
    Ok(known.into_iter().chain(unknown).collect())
}

/// Returns one of the migrations that this program does not know.
pub fn unknown_migration(names: &[String]) -> Option<&String> {
    let known = Migrator::migrations();
    names.iter().find(|name| !known.iter().any(|migration| migration.name() == **name))
}

/// Begins a transaction that excludes the migrations of other processes, as
/// [`bring_up_to_date`](crate::bring_up_to_date) does.
///
/// # Errors
/// If another process is changing the tables, or the database cannot be reached.
pub async fn begin_locked(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    lock::begin(connection).await
}

/// Creates the tables of the migrations, as they were after the last of them. Their
/// rows in the table of applied migrations are part of the backup.
///
/// # Errors
/// If a migration fails.
pub async fn create_tables(transaction: &DatabaseTransaction, names: &[String]) -> Result<(), MigrationError> {
    Migrator::install(transaction).await?;
    let manager = SchemaManager::new(transaction);
    for migration in
        Migrator::migrations().into_iter().filter(|migration| names.iter().any(|name| name == migration.name()))
    {
        let failed = |error| MigrationError::Failed { name: migration.name().to_owned(), error };
        migration.up(&manager).await.map_err(failed)?;
    }
    Ok(())
}

/// Separates a restored database from the one that was backed up. Clients may have
/// seen later changes than those in the backup: with a new epoch, they read
/// everything again. On PostgreSQL, changes are numbered by the ids of transactions,
/// which another server counts from the beginning. `names` are the migrations that the
/// database has.
///
/// # Errors
/// If the database fails.
pub async fn begin_epoch(connection: &impl ConnectionTrait, names: &[String]) -> Result<(), DbErr> {
    let has = |migration: &str| names.iter().any(|name| name == migration);
    if !has("m0060_changes") {
        return Ok(());
    }
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let epoch = if is_sqlite { "lower(hex(randomblob(16)))" } else { "replace(gen_random_uuid()::text, '-', '')" };
    connection.execute_unprepared(&format!("UPDATE support_change_counter SET epoch = {epoch}")).await?;
    if is_sqlite {
        return Ok(());
    }
    for (migration, sql) in [
        ("m0060_changes", "UPDATE support_conversation SET change_seq = 0 WHERE change_seq <> 0"),
        ("m0060_changes", "DELETE FROM support_inbox_change"),
        ("m0131_statistics_changes", "DELETE FROM support_statistics_change"),
        ("m0140_row_changes", "UPDATE support_row_change_trimmed SET below = 0"),
    ] {
        if has(migration) {
            connection.execute_unprepared(sql).await?;
        }
    }
    Ok(())
}
