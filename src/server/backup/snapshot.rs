//! A state of the database that does not change while it is copied.

use std::{io, path::Path};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    TransactionTrait,
};
use tempfile::{Builder, NamedTempFile};

use super::BackupError;
use crate::server::domain::database::{Database, open_existing, statement};

/// A consistent state of the database. Other processes go on reading and writing.
pub struct Snapshot {
    /// Sees the state.
    pub transaction: DatabaseTransaction,
    /// The copy of a SQLite file; none on PostgreSQL.
    pub copy: Option<NamedTempFile>,
    connection: DatabaseConnection,
}

impl Snapshot {
    /// Takes a snapshot. On SQLite it is a copy of the file in `folder`, because a long
    /// transaction would keep the journal from being emptied.
    pub async fn take(connection: DatabaseConnection, folder: &Path) -> Result<Self, BackupError> {
        if connection.get_database_backend() == DbBackend::Sqlite {
            let copy = copy_into(&connection, folder).await?;
            drop(connection.close().await);
            let connection = open_existing(&Database::sqlite_url(copy.path())).await?;
            let transaction = connection.begin().await?;
            return Ok(Self { transaction, copy: Some(copy), connection });
        }
        let (level, mode) = (Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly));
        let transaction = connection.begin_with_config(level, mode).await?;
        // Until the attachments are copied, the transaction waits.
        transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
        Ok(Self { transaction, copy: None, connection })
    }

    /// Returns the number of rows that a condition selects.
    pub async fn count(&self, of: &str) -> Result<u64, DbErr> {
        let sql = format!("SELECT CAST(COUNT(*) AS bigint) AS rows FROM {of}");
        let row = self.transaction.query_one_raw(statement(&self.transaction, &sql, [])).await?;
        let count: i64 = row.ok_or_else(|| DbErr::RecordNotFound(sql))?.try_get("", "rows")?;
        Ok(count.unsigned_abs())
    }

    /// Ends the snapshot, and deletes the copy.
    pub async fn end(self) {
        drop(self.transaction.rollback().await);
        drop(self.connection.close().await);
    }
}

/// Copies a SQLite file. Reads it in one transaction, which does not keep the server
/// from writing (<https://www.sqlite.org/lang_vacuum.html>, "VACUUM with an INTO clause").
async fn copy_into(connection: &DatabaseConnection, folder: &Path) -> Result<NamedTempFile, BackupError> {
    let refused = |error: io::Error| BackupError::Write { file: format!("in {}", folder.display()), error };
    let copy = Builder::new().prefix(".adda-snapshot.").suffix(".unfinished").tempfile_in(folder).map_err(refused)?;
    let Some(path) = copy.path().to_str() else {
        return Err(refused(io::Error::other("the name of the folder is not text")));
    };
    connection.execute_raw(statement(connection, "VACUUM INTO $1", [path.into()])).await?;
    Ok(copy)
}
