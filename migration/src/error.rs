//! The errors of an upgrade of the database, and which of them are temporary.

use sea_orm_migration::{
    DbErr,
    sea_orm::{DbBackend, RuntimeErr, sqlx},
};

/// An error of an upgrade. Migrations are never applied in part: the database
/// is left as after the last complete migration.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database could not be read or locked.
    #[error("{0}")]
    Database(#[from] DbErr),
    /// A migration failed and was rolled back.
    #[error("{name} failed and has been undone: {error}")]
    Failed {
        /// The migration.
        name: String,
        /// The database's error.
        error: DbErr,
    },
    /// The database has a migration that is unknown to this program.
    #[error("it was created by a newer Adda, or changed by one ({name}). Start that version or a later one")]
    Newer {
        /// One of the unknown migrations.
        name: String,
    },
    /// Another process held the lock for too long.
    #[error("another process has kept it locked for {minutes} minutes. End that process, then start again")]
    Locked {
        /// How long this process waited, in minutes.
        minutes: u64,
    },
    /// A table of a migration that is not recorded as applied has rows.
    #[error(
        "{name} is not recorded as applied, but its table {table} exists and has rows. \
         Nothing has been changed. Restore a complete backup, or use an empty database"
    )]
    Unrecorded {
        /// The migration.
        name: String,
        /// The table that it creates.
        table: String,
    },
}

/// Returns the result code of SQLite without its extension
/// (<https://www.sqlite.org/rescode.html>), or none for another error.
fn sqlite_code(error: &DbErr) -> Option<u32> {
    code(error)?.parse::<u32>().ok().map(|code| code & 0xff)
}

/// Returns the database's own code of an error: a number from SQLite, five
/// characters (SQLSTATE) from PostgreSQL.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    match &**error {
        sqlx::Error::Database(error) => error.code().map(|code| code.into_owned()),
        _ => None,
    }
}

/// Returns whether an error means that another process holds a lock, so that a
/// retry of the same transaction can succeed.
pub(crate) fn is_lock(backend: DbBackend, error: &DbErr) -> bool {
    match backend {
        // SQLITE_BUSY, SQLITE_LOCKED
        DbBackend::Sqlite => matches!(sqlite_code(error), Some(5 | 6)),
        // lock_not_available, deadlock_detected, serialization_failure
        _ => matches!(code(error).as_deref(), Some("55P03" | "40P01" | "40001")),
    }
}

/// Returns whether an error of SQLite can come from a statement that has been
/// executed before: the table exists, the column exists, the index is gone.
pub(crate) fn is_repetition(error: &DbErr) -> bool {
    // SQLITE_ERROR
    sqlite_code(error) == Some(1)
}
