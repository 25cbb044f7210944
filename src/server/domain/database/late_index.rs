//! Adds messages to the search index, all of a commit together.
//!
//! On SQLite, triggers list each message that is written or changed in
//! `support_message_unindexed` (the migration `m0141_late_index`). PostgreSQL updates
//! its index itself.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::Database;

/// The table of the messages that are not in the index yet.
pub(super) const LIST: &str = "support_message_unindexed";

/// Adds the listed messages to the index.
const INDEX: &str = "\
    INSERT INTO support_message_search (rowid, content_folded, attachment_name_folded) \
        SELECT id, content_folded, attachment_name_folded FROM support_message \
        WHERE id IN (SELECT id FROM support_message_unindexed); \
    DELETE FROM support_message_unindexed";

/// Adds all listed messages to the index.
pub(super) async fn index_listed(transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
    transaction.execute_unprepared(INDEX).await.map(drop)
}

impl Database {
    /// Adds messages that another program has written to the index. Those of this
    /// process are indexed before their commit.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn index_foreign(&self) -> Result<(), DbErr> {
        if !self.is_sqlite() {
            return Ok(());
        }
        let listed = format!("SELECT id FROM {LIST} LIMIT 1");
        let backend = self.read.get_database_backend();
        let listed = self.read.query_one_raw(Statement::from_string(backend, listed)).await?;
        if listed.is_none() {
            return Ok(());
        }
        let transaction = self.begin().await?;
        index_listed(&transaction).await?;
        transaction.commit().await
    }
}
