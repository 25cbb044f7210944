//! The conversations of a customer.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use super::excerpt::headline;
use crate::{
    model::{
        conversation::Status,
        deletion::Deletion,
        ids::{ConversationId, MessageId},
        message::MessageType,
    },
    server::{
        domain::{actor::CustomerActor, desk::visible_to, error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

/// How many conversations a page of the history holds.
const PAGE: u64 = 20;

/// A conversation in its customer's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastConversation {
    /// Its public id.
    pub conversation_id: ConversationId,
    /// Its subject, or else the customer's first words; empty if it has
    /// neither.
    pub title: String,
    /// Its status.
    pub status: Status,
    /// The beginning of the last message that is not a system message; empty if it was deleted.
    pub last_message: String,
    /// What was deleted of that message.
    pub last_deletion: Option<Deletion>,
    /// Whether that message came from the shop's side.
    pub last_message_is_agent: bool,
    /// When that message was sent; none if it does not exist.
    pub last_message_at: Option<DateTime<Utc>>,
    /// How many messages the customer has not read.
    pub unread: u32,
}

/// A page of a customer's history. The conversation with the newest message
/// comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The conversations.
    pub conversations: Vec<PastConversation>,
    /// Whether older ones exist.
    pub has_more: bool,
}

impl ChatService {
    /// Returns the customer's conversations that have a message; only those
    /// older than `before`, if it is given.
    ///
    /// # Errors
    /// If `before` is not the customer's.
    pub async fn history(
        &self,
        customer: &CustomerActor,
        before: Option<&ConversationId>,
    ) -> Result<History, DomainError> {
        let mut query = conversation::Entity::find()
            .filter(conversation::Column::UserId.eq(customer.user_id()))
            .filter(conversation::Column::LastMessageAt.is_not_null());
        if let Some(before) = before {
            query = query.filter(older_than(&self.own_row(customer, before).await?));
        }
        let mut rows = query
            .order_by_desc(conversation::Column::LastMessageAt)
            .order_by_desc(conversation::Column::Id)
            .limit(PAGE + 1)
            .all(self.database.read())
            .await?;
        let has_more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        Ok(History { conversations: self.past(rows).await?, has_more })
    }

    /// Returns one of the customer's conversations, as the history shows it.
    ///
    /// # Errors
    /// If it is not the customer's.
    pub async fn past_conversation(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
    ) -> Result<PastConversation, DomainError> {
        let row = self.own_row(customer, id).await?;
        self.past(vec![row]).await?.pop().ok_or(DomainError::NotFound)
    }

    async fn own_row(&self, customer: &CustomerActor, id: &ConversationId) -> Result<conversation::Model, DomainError> {
        let actor = customer.clone().into();
        visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)
    }

    async fn past(&self, rows: Vec<conversation::Model>) -> Result<Vec<PastConversation>, DomainError> {
        let unnamed = rows.iter().filter(|row| row.subject.is_empty()).map(|row| row.id).collect();
        let mut first_words = self.first_words(unnamed).await?;
        let past = rows.into_iter().map(|row| PastConversation {
            title: if row.subject.is_empty() { first_words.remove(&row.id).unwrap_or_default() } else { row.subject },
            conversation_id: row.conversation_id,
            status: row.status,
            last_deletion: Deletion::of_excerpt(&row.last_message_text, row.last_message_type)
                .filter(|_| row.last_message_at.is_some()),
            last_message: row.last_message_text,
            last_message_is_agent: row.last_message_is_agent,
            last_message_at: row.last_message_at,
            unread: u32::try_from(row.user_unread_count).unwrap_or(0),
        });
        Ok(past.collect())
    }

    /// Returns the customer's first message in each of these conversations.
    async fn first_words(&self, conversations: Vec<i64>) -> Result<HashMap<i64, String>, DomainError> {
        if conversations.is_empty() {
            return Ok(HashMap::new());
        }
        let first: Vec<MessageId> = message::Entity::find()
            .select_only()
            .column_as(message::Column::Id.min(), "first")
            .filter(message::Column::ConversationId.is_in(conversations))
            .filter(message::Column::IsAgent.eq(false))
            .filter(message::Column::MessageType.ne(MessageType::System))
            .filter(message::Column::DeletedAt.is_null())
            .group_by(message::Column::ConversationId)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let rows = message::Entity::find().filter(message::Column::Id.is_in(first)).all(self.database.read()).await?;
        Ok(rows.into_iter().map(|row| (row.conversation_id, headline(&row))).collect())
    }
}

/// Returns the condition of the rows that come after a row in the history.
fn older_than(row: &conversation::Model) -> Condition {
    let same = Condition::all()
        .add(conversation::Column::LastMessageAt.eq(row.last_message_at))
        .add(conversation::Column::Id.lt(row.id));
    Condition::any().add(conversation::Column::LastMessageAt.lt(row.last_message_at)).add(same)
}
