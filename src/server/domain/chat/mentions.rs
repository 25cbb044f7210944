//! The agents whom notes mention. The server finds them in the text of a note, so that clients of
//! the API need not name them.
//!
//! A trigger makes each change of a mention a change of the conversation's row in the inbox
//! (`m0193_mentions`). The transaction has locked the conversation.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, JoinType, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};

use crate::{
    model::{
        ids::{AgentId, ConversationId, MessageId, UserId},
        mention as text,
        message::Message,
    },
    server::{
        domain::{actor::AgentActor, error::DomainError, services::ChatService},
        entity::{account, agent, mention, message},
    },
};

impl ChatService {
    /// Marks the mentions of an agent in a conversation as seen, in notes up to one.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn see_mentions(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        up_to: MessageId,
    ) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, &agent.clone().into(), id).await?;
        mention::Entity::update_many()
            .col_expr(mention::Column::SeenAt, Expr::value(self.now()))
            .filter(mention::Column::AgentId.eq(agent.agent_id))
            .filter(mention::Column::ConversationId.eq(conversation.id))
            .filter(mention::Column::MessageId.lte(up_to))
            .filter(mention::Column::SeenAt.is_null())
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Adds to notes the agents whom they mention. Other messages have no mentions.
    pub(super) async fn with_mentions(&self, mut messages: Vec<Message>) -> Result<Vec<Message>, DomainError> {
        let may_mention = |message: &&Message| message.is_note && message.content.contains(text::MARK);
        let notes: Vec<MessageId> = messages.iter().filter(may_mention).map(|note| note.id).collect();
        if notes.is_empty() {
            return Ok(messages);
        }
        let rows: Vec<(MessageId, AgentId)> = mention::Entity::find()
            .select_only()
            .columns([mention::Column::MessageId, mention::Column::AgentId])
            .filter(mention::Column::MessageId.is_in(notes))
            .order_by_asc(mention::Column::Id)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut mentioned: HashMap<MessageId, Vec<AgentId>> = HashMap::new();
        for (note, agent) in rows {
            mentioned.entry(note).or_default().push(agent);
        }
        for message in &mut messages {
            message.mentions = mentioned.remove(&message.id).unwrap_or_default();
        }
        Ok(messages)
    }

    /// Does the same as [`ChatService::with_mentions`] for one message.
    pub(super) async fn with_mentions_in(&self, message: Message) -> Result<Message, DomainError> {
        let message = self.with_mentions(vec![message]).await?.pop();
        message.ok_or(DomainError::Broken("a message was lost while its mentions were read"))
    }
}

/// Stores whom a new note mentions.
pub(super) async fn add(
    transaction: &DatabaseTransaction,
    note: &message::Model,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    let agents = agents_in(transaction, note).await?;
    insert(transaction, note, agents, now).await
}

/// Stores whom an edited note mentions now. Agents whom it mentioned before are not told again.
pub(super) async fn renew(
    transaction: &DatabaseTransaction,
    note: &message::Model,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    let mut agents = agents_in(transaction, note).await?;
    let of_note = mention::Entity::find().filter(mention::Column::MessageId.eq(note.id));
    let known = of_note.select_only().column(mention::Column::AgentId);
    let known: Vec<AgentId> = known.into_tuple().all(transaction).await?;
    let gone: Vec<AgentId> = known.iter().filter(|agent| !agents.contains(agent)).copied().collect();
    if !gone.is_empty() {
        mention::Entity::delete_many()
            .filter(mention::Column::MessageId.eq(note.id))
            .filter(mention::Column::AgentId.is_in(gone))
            .exec(transaction)
            .await?;
    }
    agents.retain(|agent| !known.contains(agent));
    insert(transaction, note, agents, now).await
}

/// Removes the mentions of a note that is deleted or taken back.
pub(super) async fn remove(transaction: &DatabaseTransaction, note: &message::Model) -> Result<(), DomainError> {
    if note.is_note {
        let of_note = mention::Entity::delete_many().filter(mention::Column::MessageId.eq(note.id));
        of_note.exec(transaction).await?;
    }
    Ok(())
}

/// Returns the enabled agents whose usernames a note contains, without its author.
async fn agents_in(transaction: &DatabaseTransaction, note: &message::Model) -> Result<Vec<AgentId>, DomainError> {
    if !note.content.contains(text::MARK) {
        return Ok(Vec::new());
    }
    let account = agent::Entity::belongs_to(account::Entity).from(agent::Column::UserId).to(account::Column::Id);
    let team: Vec<(AgentId, UserId, String)> = agent::Entity::find()
        .select_only()
        .columns([agent::Column::Id, agent::Column::UserId])
        .column(account::Column::Username)
        .join(JoinType::InnerJoin, account.into())
        .filter(agent::Column::IsActive.eq(true))
        .order_by_asc(agent::Column::Id)
        .into_tuple()
        .all(transaction)
        .await?;
    let names: Vec<&String> = team.iter().map(|(_, _, username)| username).collect();
    let mut agents = Vec::new();
    for place in text::places(&note.content, &names) {
        let (agent, account, _) = &team[place.name];
        if Some(*account) != note.sender_id && !agents.contains(agent) {
            agents.push(*agent);
        }
    }
    Ok(agents)
}

async fn insert(
    transaction: &DatabaseTransaction,
    note: &message::Model,
    agents: Vec<AgentId>,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    if agents.is_empty() {
        return Ok(());
    }
    let rows = agents.into_iter().map(|agent| mention::ActiveModel {
        message_id: Set(note.id),
        conversation_id: Set(note.conversation_id),
        agent_id: Set(agent),
        seen_at: Set(None),
        created_at: Set(now),
        ..Default::default()
    });
    mention::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}
