//! Closes the database when a process ends.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio::time::timeout;

use super::{Database, FileFault};

/// How long to wait for connections that are still in use.
const GRACE: Duration = Duration::from_secs(5);

impl Database {
    /// Closes all connections. The SQLite file then holds everything that was
    /// written, and its journal is gone or, if another process has the file
    /// open, empty.
    pub async fn close(&self) {
        if let Err(fault @ (FileFault::Replaced | FileFault::Overwritten)) = self.check_file() {
            // SQLite would write to another file, and delete its journal.
            tracing::warn!("{fault}: it is left as it is");
            return;
        }
        // The others would keep the journal from being emptied.
        close(&self.read).await;
        close(&self.schema).await;
        if self.is_sqlite()
            && let Err(error) = self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(%error, "the journal could not be emptied");
        }
        close(&self.write).await;
    }
}

async fn close(pool: &DatabaseConnection) {
    match timeout(GRACE, pool.close_by_ref()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the database could not be closed"),
        Err(_) => tracing::warn!("a connection to the database is still in use at the end"),
    }
}
