//! Read receipts.

use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, PaginatorTrait, QueryOrder, Select, entity::prelude::*, sea_query::Expr,
};

use crate::{
    model::{
        ids::{ConversationId, MessageId},
        message::MessageType,
    },
    server::{
        domain::{actor::Actor, error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

impl ChatService {
    /// Marks the other side's messages up to `up_to` as read, because the actor
    /// has them on screen.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn mark_read(&self, actor: &Actor, id: &ConversationId, up_to: MessageId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, actor, id).await?;
        let by_agents = !actor.is_agent();
        let now = self.now();
        let marked = message::Entity::update_many()
            .col_expr(message::Column::IsRead, Expr::value(true))
            .col_expr(message::Column::ReadAt, Expr::value(now))
            .filter(message::Column::ConversationId.eq(conversation.id))
            .filter(message::Column::IsAgent.eq(by_agents))
            .filter(message::Column::IsNote.eq(false))
            .filter(message::Column::IsRead.eq(false))
            .filter(message::Column::Id.lte(up_to))
            .exec(&transaction)
            .await?
            .rows_affected;
        if marked > 0 {
            let unread = i32::try_from(unread(&transaction, conversation.id, by_agents).await?).unwrap_or(i32::MAX);
            let newest = newest_read(&transaction, conversation.id, by_agents).await?;
            let mut change: conversation::ActiveModel = conversation.into();
            if by_agents {
                change.user_unread_count = Set(unread);
                change.user_read_up_to = Set(newest);
            } else {
                change.agent_unread_count = Set(unread);
                change.agent_read_up_to = Set(newest);
            }
            change.updated_at = Set(now);
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Selects the messages of one side that are read or not, without system messages,
/// notes and deleted messages.
fn messages_of(conversation: i64, by_agents: bool, is_read: bool) -> Select<message::Entity> {
    message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::IsAgent.eq(by_agents))
        .filter(message::Column::MessageType.ne(MessageType::System))
        .filter(message::Column::IsNote.eq(false))
        .filter(message::Column::DeletedAt.is_null())
        .filter(message::Column::IsRead.eq(is_read))
}

/// Counts the messages of one side that the other has not read.
pub(super) async fn unread(
    transaction: &DatabaseTransaction,
    conversation: i64,
    by_agents: bool,
) -> Result<u64, DomainError> {
    Ok(messages_of(conversation, by_agents, false).count(transaction).await?)
}

async fn newest_read(
    transaction: &DatabaseTransaction,
    conversation: i64,
    by_agents: bool,
) -> Result<Option<MessageId>, DomainError> {
    let newest = messages_of(conversation, by_agents, true).order_by_desc(message::Column::Id).one(transaction).await?;
    Ok(newest.map(|row| row.id))
}
