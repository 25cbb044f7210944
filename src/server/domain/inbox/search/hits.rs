//! Finds where the words are in the conversations found.

use std::collections::HashMap;

use sea_orm::{Condition, DatabaseConnection, QuerySelect, QueryTrait, entity::prelude::*};

use super::{MESSAGES, Search, hit};
use crate::{
    model::inbox::Hit,
    server::{
        domain::error::DomainError,
        entity::{account, conversation, message},
    },
};

impl Search {
    /// Returns where the words are in each of these conversations, by row
    /// number: in the row's own fields if those contain all words, else in the
    /// newest message that contains all, else where the most words are.
    pub(in crate::server::domain::inbox) async fn hits(
        &self,
        connection: &DatabaseConnection,
        rows: &[(&conversation::Model, &account::Model)],
    ) -> Result<HashMap<i64, Hit>, DomainError> {
        let mut hits = HashMap::new();
        let mut elsewhere = HashMap::new();
        for (row, customer) in rows {
            match hit::in_row(&self.words, row, customer) {
                Some((words, hit)) if words == self.words.len() => drop(hits.insert(row.id, hit)),
                part => drop(elsewhere.insert(row.id, part)),
            }
        }
        let all = self.words.iter().fold(Condition::all(), |all, word| all.add(MESSAGES.read(word, self.backend)));
        let any = self.words.iter().fold(Condition::any(), |any, word| any.add(MESSAGES.read(word, self.backend)));
        for having in [all, any] {
            for message in self.newest_messages(connection, elsewhere.keys().copied().collect(), having).await? {
                let Some(in_row) = elsewhere.remove(&message.conversation_id) else { continue };
                // The row is on screen already, so an excerpt of the message is
                // more useful.
                let found = hit::in_message(&self.words, &message);
                if let Some((_, hit)) = [in_row, found].into_iter().flatten().max_by_key(|(words, _)| *words) {
                    hits.insert(message.conversation_id, hit);
                }
            }
        }
        hits.extend(elsewhere.into_iter().filter_map(|(id, in_row)| Some((id, in_row?.1))));
        Ok(hits)
    }

    /// Returns the newest message that fulfils a condition, of each of these
    /// conversations.
    async fn newest_messages(
        &self,
        connection: &DatabaseConnection,
        conversations: Vec<i64>,
        having: Condition,
    ) -> Result<Vec<message::Model>, DomainError> {
        if conversations.is_empty() {
            return Ok(Vec::new());
        }
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
