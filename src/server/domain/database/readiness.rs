//! Whether the database does its work: all that this node needs is there, and
//! a write succeeds.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use adda_migration::Schema;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::{sync::Mutex, time::timeout};

use super::{Database, FileFault};

/// The longest that the answer may take.
pub const READY_WITHIN: Duration = Duration::from_millis(900);
/// How long a proof is good for the next who ask, so that asking often costs
/// no more than a few writes a second.
const GOOD_FOR: Duration = Duration::from_millis(200);

/// When a write last succeeded. Those who ask at the same time share one.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof(Arc<Mutex<Option<Instant>>>);

/// Why a node should get no requests.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// A migration of this node's has not been applied.
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
    /// Checks that all migrations that this node knows are applied and that a
    /// write succeeds, within a second. Migrations that it does not know are a
    /// newer node's, and no reason against it.
    ///
    /// # Errors
    /// If one of the two is not so, or cannot be found out in time.
    pub async fn check_readiness(&self) -> Result<(), NotReady> {
        self.check_file()?;
        timeout(READY_WITHIN, self.find_out()).await.unwrap_or(Err(NotReady::Slow))
    }

    async fn find_out(&self) -> Result<(), NotReady> {
        let mut proven = self.proof.0.lock().await;
        if proven.is_some_and(|at| at.elapsed() < GOOD_FOR) {
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

    /// Commits a transaction that changes nothing anybody reads and yet has to
    /// reach the disk: on SQLite the file's own `user_version`, which keeps its
    /// value, on PostgreSQL the number of the transaction.
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
