//! Applies the migrations.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use sea_orm_migration::{
    DbErr, MigrationTrait, MigratorTrait, SchemaManager,
    sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait},
    seaql_migrations,
};

use crate::{
    MigrationError, Migrator, Schema,
    error::is_repetition,
    lock::{self, LockDeadline},
    remains,
    schema::applied,
};

/// The result of one transaction.
enum Step {
    /// It applied a migration.
    Applied,
    /// There was no migration left to apply.
    Done,
}

/// Applies the migrations that a database lacks, each in one transaction
/// together with its row in the table of applied migrations. An interruption at
/// any moment leaves only complete migrations, and the next call continues
/// after them. Several processes can call it at once: they take turns.
///
/// # Errors
/// If a migration fails, a newer version has changed the database, or another
/// process keeps it locked for half an hour.
pub async fn bring_up_to_date(connection: &DatabaseConnection) -> Result<(), MigrationError> {
    match Schema::read(connection).await? {
        // Writes nothing, so that a full disk or a missing privilege does not
        // matter.
        Schema::Current => return Ok(()),
        Schema::Newer { name } => return Err(MigrationError::Newer { name }),
        // An upgrade can take minutes; creating a new database does not.
        Schema::Pending { next } if !is_first(&next) => tracing::info!(next, "bringing the database up to date"),
        Schema::Pending { .. } => {}
    }
    let (deadline, began) = (LockDeadline::new(), Instant::now());
    let mut count = 0_u32;
    loop {
        match apply_next(connection).await {
            Ok(Step::Applied) => count += 1,
            Ok(Step::Done) => break,
            Err(error) => deadline.wait_after(connection.get_database_backend(), error).await?,
        }
    }
    // Another process may have applied all of them.
    if count > 0 {
        tracing::info!("{count} migrations applied in {} ms", began.elapsed().as_millis());
    }
    Ok(())
}

/// Returns whether a migration is the first of all.
fn is_first(name: &str) -> bool {
    Migrator::migrations().first().is_some_and(|migration| migration.name() == name)
}

/// Applies the next migration, if there is one. If it fails because its
/// statements were executed before, removes the objects that they created and
/// applies it again.
async fn apply_next(connection: &DatabaseConnection) -> Result<Step, MigrationError> {
    match apply_in_transaction(connection, false).await {
        Err(MigrationError::Failed { name, error })
            if connection.get_database_backend() == DbBackend::Sqlite
                && remains::are_possible(&name)
                && is_repetition(&error) =>
        {
            tracing::warn!(migration = name, "an earlier start was interrupted within a migration: repeating it");
            apply_in_transaction(connection, true).await
        }
        result => result,
    }
}

async fn apply_in_transaction(connection: &DatabaseConnection, repeats: bool) -> Result<Step, MigrationError> {
    let transaction = lock::begin(connection).await?;
    match apply(&transaction, repeats).await {
        Ok(step) => {
            transaction.commit().await?;
            Ok(step)
        }
        Err(error) => {
            // A failure of the rollback adds no information: the connection is
            // closed, or SQLite has already rolled back.
            drop(transaction.rollback().await);
            Err(error)
        }
    }
}

async fn apply(transaction: &DatabaseTransaction, repeats: bool) -> Result<Step, MigrationError> {
    // Checked inside the lock: another process may just have done it.
    Migrator::install(transaction).await?;
    let applied = applied(transaction).await?;
    let Some(migration) = Migrator::migrations().into_iter().find(|migration| !applied.contains(migration.name()))
    else {
        return Ok(Step::Done);
    };
    let name = migration.name().to_owned();
    if repeats {
        remains::remove(transaction, &applied, &name).await?;
    }
    execute(transaction, &*migration).await.map_err(|error| MigrationError::Failed { name: name.clone(), error })?;
    tracing::debug!(migration = name, "the database has been changed");
    Ok(Step::Applied)
}

async fn execute(transaction: &DatabaseTransaction, migration: &dyn MigrationTrait) -> Result<(), DbErr> {
    let manager = SchemaManager::new(transaction);
    if transaction.get_database_backend() == DbBackend::Sqlite && remains::are_rows(migration.name()) {
        migration.down(&manager).await?;
    }
    tracing::debug!(migration = migration.name(), "changing the database");
    migration.up(&manager).await?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let row = seaql_migrations::ActiveModel {
        version: Set(migration.name().to_owned()),
        applied_at: Set(i64::try_from(now).unwrap_or(i64::MAX)),
    };
    seaql_migrations::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}
