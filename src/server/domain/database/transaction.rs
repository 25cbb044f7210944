//! A transaction whose commit succeeds only if the SQLite file is still at its
//! path.

use std::ops::Deref;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::{changes::note_commit, writer::Turn};

/// A transaction for writing. If it is dropped, it is rolled back.
#[derive(Debug)]
pub struct Transaction(Kind);

#[derive(Debug)]
enum Kind {
    /// A transaction of PostgreSQL.
    Own(DatabaseTransaction),
    /// A part of a shared transaction of SQLite.
    Shared(Turn),
}

impl From<DatabaseTransaction> for Transaction {
    fn from(transaction: DatabaseTransaction) -> Self {
        Self(Kind::Own(transaction))
    }
}

impl From<Turn> for Transaction {
    fn from(turn: Turn) -> Self {
        Self(Kind::Shared(turn))
    }
}

impl Transaction {
    /// Commits the transaction. What was written is then on the disk.
    ///
    /// # Errors
    /// If the database fails, or its file was deleted or replaced in the meantime:
    /// then what was written cannot be found again.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self.0 {
            Kind::Own(transaction) => {
                let committed = transaction.commit().await;
                // Also after an error, because the commit may have succeeded
                // all the same.
                note_commit();
                committed
            }
            // The shared commit has already noted the changes.
            Kind::Shared(turn) => turn.commit().await,
        }
    }

    /// Rolls the transaction back.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self.0 {
            Kind::Own(transaction) => transaction.rollback().await,
            // The next turn rolls it back.
            Kind::Shared(_) => Ok(()),
        }
    }
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        match &self.0 {
            Kind::Own(transaction) => transaction,
            Kind::Shared(turn) => turn.transaction(),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.deref().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.deref().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.deref().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.deref().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.deref().query_all_raw(statement).await
    }
}
