//! Searches the messages of one conversation.

use sea_orm::{Condition, DatabaseConnection, QueryOrder, QuerySelect, Select, entity::prelude::*};

use super::{MESSAGES, Search};
use crate::{
    model::{
        found::FoundMessages,
        ids::{ConversationId, MessageId},
    },
    server::{
        domain::{actor::AgentActor, desk::visible_to, error::DomainError, services::InboxService},
        entity::message,
    },
};

impl InboxService {
    /// Returns the messages and notes of a conversation that contain all words of a query, newest
    /// first. If no message contains all of them, returns those that contain any. System messages
    /// are not searched.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn find_messages(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        query: &str,
    ) -> Result<FoundMessages, DomainError> {
        let connection = self.database.read();
        let conversation =
            visible_to(&agent.clone().into(), id).one(connection).await?.ok_or(DomainError::NotFound)?.id;
        match Search::of(query, connection).filter(Search::can_match) {
            Some(search) => search.messages_of(connection, conversation).await,
            None => Ok(FoundMessages::default()),
        }
    }
}

impl Search {
    async fn messages_of(
        &self,
        connection: &DatabaseConnection,
        conversation: i64,
    ) -> Result<FoundMessages, DomainError> {
        let has = |word: &String| MESSAGES.read(word, self.backend);
        let with_all = self.words.iter().map(has).fold(Condition::all(), Condition::add);
        let found = first(message::Entity::find().filter(with_all), connection, conversation).await?;
        if !found.messages.is_empty() || self.words.len() == 1 {
            return Ok(found);
        }
        let with_any = self.words.iter().map(has).fold(Condition::any(), Condition::add);
        first(message::Entity::find().filter(with_any), connection, conversation).await
    }
}

/// Returns the newest messages of a conversation among those that a query selects.
async fn first(
    query: Select<message::Entity>,
    connection: &DatabaseConnection,
    conversation: i64,
) -> Result<FoundMessages, DomainError> {
    let mut messages: Vec<MessageId> = query
        .select_only()
        .column(message::Column::Id)
        .filter(message::Column::ConversationId.eq(conversation))
        .order_by_desc(message::Column::Id)
        .limit(FoundMessages::MAX_COUNT as u64 + 1)
        .into_tuple()
        .all(connection)
        .await?;
    let has_more = messages.len() > FoundMessages::MAX_COUNT;
    messages.truncate(FoundMessages::MAX_COUNT);
    Ok(FoundMessages { messages, has_more })
}
