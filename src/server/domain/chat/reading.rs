//! Read receipts, and what counts as unread. On the team's side, both follow the assignee.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, PaginatorTrait, QueryOrder, Select, entity::prelude::*, sea_query::Expr,
};

use crate::{
    model::{
        ids::{ConversationId, MessageId},
        inbox::ConversationSummary,
        message::MessageType,
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            error::DomainError,
            services::ChatService,
        },
        entity::{conversation, message},
    },
};

impl ChatService {
    /// Marks the other side's messages up to `up_to` as read, because the actor
    /// has them on screen. Has no effect for an agent who is not the assignee: the
    /// messages still wait for the assignee, or for the agent who takes the conversation.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn mark_read(&self, actor: &Actor, id: &ConversationId, up_to: MessageId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, actor, id).await?;
        if matches!(actor, Actor::Agent(agent) if !conversation.is_assigned_to(agent.agent_id)) {
            return Ok(());
        }
        let by_agents = !actor.is_agent();
        let now = self.now();
        let mut change = conversation.unchanged();
        if read(&transaction, &mut change, &conversation, by_agents, up_to, now).await? {
            change.updated_at = Set(now);
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Lets a conversation whose messages are all read count as unread, until its assignee
    /// opens it again. The customer's receipts stay. An unassigned conversation counts as
    /// unread for all agents.
    ///
    /// # Errors
    /// If the conversation does not exist, or a colleague is its assignee.
    pub async fn mark_unread(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<ConversationSummary, DomainError> {
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, &agent.clone().into(), id).await?;
        if conversation.assigned_agent_id.is_some_and(|assignee| assignee != agent.agent_id) {
            return Err(DomainError::Forbidden);
        }
        if may_count_as_unread(&transaction, &conversation).await? {
            let mut change = conversation.unchanged();
            change.agent_unread_count = Set(1);
            change.updated_at = Set(self.now());
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        self.inbox().summary(agent, id).await
    }
}

/// Returns whether all messages of the customer in a conversation are read, so that it can be marked
/// as unread.
pub(super) async fn may_count_as_unread(
    transaction: &DatabaseTransaction,
    conversation: &conversation::Model,
) -> Result<bool, DomainError> {
    Ok(conversation.agent_unread_count == 0 && newest_read(transaction, conversation.id, false).await?.is_some())
}

/// Marks the messages of one side up to `up_to` as read, in a conversation that the transaction
/// has locked. Returns whether `change` has something new for the conversation's row.
pub(super) async fn read(
    transaction: &DatabaseTransaction,
    change: &mut conversation::ActiveModel,
    conversation: &conversation::Model,
    by_agents: bool,
    up_to: MessageId,
    now: DateTime<Utc>,
) -> Result<bool, DomainError> {
    let marked = message::Entity::update_many()
        .col_expr(message::Column::IsRead, Expr::value(true))
        .col_expr(message::Column::ReadAt, Expr::value(now))
        .filter(message::Column::ConversationId.eq(conversation.id))
        .filter(message::Column::IsAgent.eq(by_agents))
        .filter(message::Column::IsNote.eq(false))
        .filter(message::Column::IsRead.eq(false))
        .filter(message::Column::Id.lte(up_to))
        .exec(transaction)
        .await?
        .rows_affected;
    // An agent may have marked the conversation as unread although its messages are read.
    if marked == 0 && (by_agents || conversation.agent_unread_count == 0) {
        return Ok(false);
    }
    let newest = newest_read(transaction, conversation.id, by_agents).await?;
    if marked == 0 && newest.is_some_and(|newest| newest > up_to) {
        return Ok(false);
    }
    let unread = i32::try_from(unread(transaction, conversation.id, by_agents).await?).unwrap_or(i32::MAX);
    if by_agents {
        change.user_unread_count = Set(unread);
        change.user_read_up_to = Set(newest);
    } else {
        change.agent_unread_count = Set(unread);
        change.agent_read_up_to = Set(newest);
    }
    Ok(marked > 0 || unread != conversation.agent_unread_count)
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
