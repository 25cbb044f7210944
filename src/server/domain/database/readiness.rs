//! Checks whether the database is usable: everything that this node needs
//! exists, and a write succeeds.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use adda_migration::Schema;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::{sync::Mutex, time::timeout};

use super::{Database, FileFault};

/// The timeout of the check.
pub const READY_TIMEOUT: Duration = Duration::from_millis(900);
/// How long a result is reused, so that frequent checks cost no more than a few
/// writes a second.
const RESULT_VALIDITY: Duration = Duration::from_millis(200);

/// When a write last succeeded. Checks at the same time share one write.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof(Arc<Mutex<Option<Instant>>>);

/// Why a node should not receive requests.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// A migration of this version has not been applied.
    #[error("the database is not migrated")]
    Pending,
    /// The SQLite file is not the one that was opened.
    #[error(transparent)]
    File(#[from] FileFault),
    /// The database failed.
    #[error("the database cannot be written: {0}")]
    Failed(#[from] DbErr),
    /// The database took too long.
    #[error("the database cannot be written in time")]
    Slow,
}

impl Database {
    /// Checks that all migrations known to this node are applied and that a
    /// write succeeds, within a second. Migrations that it does not know belong
    /// to a newer node, and are accepted.
    ///
    /// # Errors
    /// If one of the two is not the case, or cannot be determined in time.
    pub async fn check_readiness(&self) -> Result<(), NotReady> {
        self.check_file()?;
        timeout(READY_TIMEOUT, self.find_out()).await.unwrap_or(Err(NotReady::Slow))
    }

    async fn find_out(&self) -> Result<(), NotReady> {
        let mut proven = self.proof.0.lock().await;
        if proven.is_some_and(|at| at.elapsed() < RESULT_VALIDITY) {
            return Ok(());
        }
        *proven = None;
        match self.schema().await? {
            Schema::Current | Schema::Newer { .. } => {}
            Schema::Pending { .. } => return Err(NotReady::Pending),
        }
        self.prove_write().await?;
        *proven = Some(Instant::now());
        Ok(())
    }

    /// Commits a transaction that changes no data and still has to reach the
    /// disk: on SQLite it writes the file's `user_version`, which keeps its
    /// value; on PostgreSQL it uses a transaction id.
    async fn prove_write(&self) -> Result<(), DbErr> {
        let transaction = self.begin().await?;
        if self.is_sqlite() {
            let row = transaction.query_one_raw(self.statement("PRAGMA user_version")).await?;
            let version: i32 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
            transaction.execute_unprepared(&format!("PRAGMA user_version = {version}")).await?;
        } else {
            transaction.query_one_raw(self.statement("SELECT txid_current()")).await?;
        }
        transaction.commit().await
    }

    fn statement(&self, sql: &str) -> Statement {
        Statement::from_string(self.read.get_database_backend(), sql)
    }
}
