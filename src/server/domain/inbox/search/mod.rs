//! Words in the customer, the subject, the id, the messages and the names of
//! their attachments. They mean themselves: there is no language of queries.

mod hit;
mod index;

use std::collections::HashMap;

use sea_orm::{
    Condition, DatabaseConnection, DbBackend, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, IntoCondition, UnionType},
};

use self::index::{CONVERSATIONS, CUSTOMERS, MESSAGES, Searched};
use crate::{
    model::{inbox::Hit, message::MessageText},
    server::{
        domain::error::DomainError,
        entity::{account, conversation, message, text},
    },
};

/// Words that are looked for.
pub(super) struct Search {
    words: String,
    backend: DbBackend,
}

impl Search {
    /// None if nothing is looked for.
    pub(super) fn of(query: &str, connection: &DatabaseConnection) -> Option<Self> {
        let words = query.trim();
        (!words.is_empty()).then(|| Self { words: text::normal(words), backend: connection.get_database_backend() })
    }

    /// The conversations that have the words somewhere.
    pub(super) fn condition(&self) -> Condition {
        // What no message can say is nowhere. The databases would refuse it:
        // one takes no NUL, the other no pattern of any length.
        if self.words.contains('\0') || self.words.chars().count() > MessageText::MAX_CHARS {
            return Expr::value(false).into_condition();
        }
        let of_customers =
            account::Entity::find().select_only().column(account::Column::Id).filter(self.found_in(&CUSTOMERS));
        let in_themselves = conversation::Entity::find().select_only().column(conversation::Column::Id).filter(
            Condition::any()
                .add(self.found_in(&CONVERSATIONS))
                .add(conversation::Column::UserId.in_subquery(of_customers.into_query())),
        );
        let in_messages = message::Entity::find()
            .select_only()
            .column(message::Column::ConversationId)
            .filter(self.found_in(&MESSAGES));
        if index::is_short(&self.words) {
            // No index has them. Asked of one conversation after the other,
            // most are found before a page's worth of them is over.
            let own = Expr::col(message::Column::ConversationId.as_column_ref())
                .equals(conversation::Column::Id.as_column_ref());
            return Condition::any()
                .add(conversation::Column::Id.in_subquery(in_themselves.into_query()))
                .add(Expr::exists(in_messages.filter(own).into_query()));
        }
        let mut everywhere = in_messages.into_query();
        everywhere.union(UnionType::Distinct, in_themselves.into_query());
        conversation::Column::Id.in_subquery(everywhere).into_condition()
    }

    fn found_in(&self, searched: &Searched) -> Condition {
        searched.having(&self.words, self.backend)
    }

    /// Where the words are in each of these conversations, by the row's number.
    pub(super) async fn hits(
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
        let newest = message::Entity::find()
            .select_only()
            .column_as(message::Column::Id.max(), "newest")
            .filter(message::Column::ConversationId.is_in(conversations))
            .filter(self.found_in(&MESSAGES))
            .group_by(message::Column::ConversationId)
            .into_query();
        Ok(message::Entity::find().filter(message::Column::Id.in_subquery(newest)).all(connection).await?)
    }
}
