//! Deletes sessions that have ended, and visitors who never wrote and can no longer return.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    model::{ids::UserId, role::Role},
    server::{
        domain::{error::DomainError, services::AccessService},
        entity::{account, block, conversation, session},
    },
};

/// How many sessions one transaction deletes, so that other writes are not delayed.
const BATCH: u64 = 500;

impl AccessService {
    /// Deletes all sessions that have ended. Deletes their account too if it belongs to an
    /// anonymous visitor who has no other session, never wrote, and is not blocked.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_ended_sessions(&self) -> Result<(), DomainError> {
        while self.forget_some_sessions().await? == BATCH {}
        Ok(())
    }

    async fn forget_some_sessions(&self) -> Result<u64, DomainError> {
        let ended = session::Entity::find()
            .select_only()
            .column(session::Column::Id)
            .column(session::Column::UserId)
            .filter(session::Column::ExpiresAt.lte(self.now()))
            .limit(BATCH)
            .into_tuple();
        let ended: Vec<(i64, UserId)> = ended.all(self.database.read()).await?;
        if ended.is_empty() {
            return Ok(0);
        }
        let transaction = self.database.begin().await?;
        // A session may have been used since it was read.
        let deleted = session::Entity::delete_many()
            .filter(session::Column::Id.is_in(ended.iter().map(|(id, _)| *id)))
            .filter(session::Column::ExpiresAt.lte(self.now()))
            .exec(&transaction)
            .await?;
        let accounts: BTreeSet<UserId> = ended.iter().map(|(_, account)| *account).collect();
        forget_visitors(&transaction, accounts).await?;
        transaction.commit().await?;
        Ok(deleted.rows_affected)
    }
}

/// Deletes those of some accounts that nothing refers to.
async fn forget_visitors(
    transaction: &DatabaseTransaction,
    accounts: impl IntoIterator<Item = UserId>,
) -> Result<(), DomainError> {
    let sessions = session::Entity::find().select_only().column(session::Column::UserId).into_query();
    let blocked = block::Entity::find().select_only().column(block::Column::UserId).into_query();
    let wrote = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::UserId)
        .filter(conversation::Column::FirstMessageAt.is_not_null())
        .into_query();
    account::Entity::delete_many()
        .filter(account::Column::Id.is_in(accounts))
        .filter(account::Column::Role.eq(Role::Customer))
        .filter(account::Column::ExternalId.is_null())
        .filter(account::Column::Id.not_in_subquery(sessions))
        .filter(account::Column::Id.not_in_subquery(blocked))
        .filter(account::Column::Id.not_in_subquery(wrote))
        .exec(transaction)
        .await?;
    Ok(())
}
