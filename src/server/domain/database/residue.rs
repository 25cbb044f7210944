//! Removes erased text from where it could still be read.

use sea_orm::{ConnectionTrait, DbErr};

use super::Database;

impl Database {
    /// Empties the journal of SQLite, which contains earlier versions of the changed pages. The
    /// pages themselves hold none: the writer overwrites what it deletes (`pools`).
    ///
    /// PostgreSQL removes earlier versions of rows by its own schedule.
    ///
    /// # Errors
    /// If the journal cannot be emptied.
    pub async fn remove_residue(&self) -> Result<(), DbErr> {
        if self.is_sqlite() {
            self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }
}
