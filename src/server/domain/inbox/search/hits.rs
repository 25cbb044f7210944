//! Where the words are in conversations that have them.

use std::collections::HashMap;

use sea_orm::{DatabaseConnection, QuerySelect, QueryTrait, entity::prelude::*};

use super::{MESSAGES, Search, hit, index};
use crate::{
    model::inbox::Hit,
    server::{
        domain::error::DomainError,
        entity::{account, conversation, message},
    },
};

impl Search {
    /// Where the words are in each of these conversations, by the row's number.
    pub(in crate::server::domain::inbox) async fn hits(
        &self,
        connection: &DatabaseConnection,
        rows: &[(&conversation::Model, &account::Model)],
    ) -> Result<HashMap<i64, Hit>, DomainError> {
        let mut hits = HashMap::new();
        let mut elsewhere = Vec::new();
        for (row, customer) in rows {
            match hit::in_row(&self.words, row, customer) {
                Some(hit) => drop(hits.insert(row.id, hit)),
                None => elsewhere.push(row.id),
            }
        }
        for message in self.newest_messages(connection, elsewhere).await? {
            if let Some(hit) = hit::in_message(&self.words, &message) {
                hits.insert(message.conversation_id, hit);
            }
        }
        Ok(hits)
    }

    /// The newest message with the words, of each of these conversations.
    async fn newest_messages(
        &self,
        connection: &DatabaseConnection,
        conversations: Vec<i64>,
    ) -> Result<Vec<message::Model>, DomainError> {
        if conversations.is_empty() {
            return Ok(Vec::new());
        }
        // Few messages are read; the index would find all that there are.
        let having = if index::is_readable(&self.words, self.backend) {
            self.read_in(&MESSAGES)
        } else {
            MESSAGES.indexed(&self.words, self.backend)
        };
        let newest = message::Entity::find()
            .select_only()
            .column_as(message::Column::Id.max(), "newest")
            .filter(message::Column::ConversationId.is_in(conversations))
            .filter(having)
            .group_by(message::Column::ConversationId)
            .into_query();
        Ok(message::Entity::find().filter(message::Column::Id.in_subquery(newest)).all(connection).await?)
    }
}
