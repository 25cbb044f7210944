//! A transaction whose commit counts only if its file is still there.

use std::ops::Deref;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::file_watch::FileWatch;

/// A transaction to write in. Dropped, it is rolled back.
#[derive(Debug)]
pub struct Transaction {
    transaction: DatabaseTransaction,
    file: FileWatch,
}

impl Transaction {
    pub(super) fn new(transaction: DatabaseTransaction, file: FileWatch) -> Self {
        Self { transaction, file }
    }

    /// Commits it.
    ///
    /// # Errors
    /// If the database cannot, or its file was deleted or replaced meanwhile:
    /// then what was written cannot be found again.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await?;
        Ok(self.file.check()?)
    }

    /// Undoes it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rollback(self) -> Result<(), DbErr> {
        self.transaction.rollback().await
    }
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.transaction.query_all_raw(statement).await
    }
}
