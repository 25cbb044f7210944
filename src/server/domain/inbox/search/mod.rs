//! Words in the customer, the subject, the id, the messages and the names of
//! their attachments. They mean themselves: there is no language of queries.

mod hit;
mod hits;
mod index;
mod reach;

use sea_orm::{
    Condition, DatabaseConnection, DbBackend, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, IntoCondition, UnionType},
};
use tokio::sync::OnceCell;

use self::index::{CONVERSATIONS, CUSTOMERS, MESSAGES, Searched};
pub(super) use self::reach::Found;
use crate::{
    model::message::MessageText,
    server::entity::{account, conversation, message, text},
};

/// Words that are looked for.
pub(super) struct Search {
    words: String,
    backend: DbBackend,
    /// The conversations with the words, if the words are rare; asked once.
    few: OnceCell<Option<Vec<i64>>>,
}

impl Search {
    /// None if nothing is looked for.
    pub(super) fn of(query: &str, connection: &DatabaseConnection) -> Option<Self> {
        let words = query.trim();
        (!words.is_empty()).then(|| Self {
            words: text::normal(words),
            backend: connection.get_database_backend(),
            few: OnceCell::new(),
        })
    }

    /// Whether any message can say it. The databases would refuse the others:
    /// one takes no NUL, the other no pattern of any length.
    pub(super) fn can_be_said(&self) -> bool {
        !self.words.contains('\0') && self.words.chars().count() <= MessageText::MAX_CHARS
    }

    /// The conversations that have the words somewhere, all by the index.
    fn indexed(&self) -> Condition {
        let mut everywhere = self.in_messages().into_query();
        everywhere
            .union(UnionType::Distinct, self.in_conversations().into_query())
            .union(UnionType::Distinct, self.in_customers().into_query());
        conversation::Column::Id.in_subquery(everywhere).into_condition()
    }

    /// The same, by reading what belongs to a conversation; its customer has to
    /// be in the query. Never more than one message that has the words is
    /// looked for: with that said, no database reads all messages at once.
    fn read(&self) -> Condition {
        let own =
            Expr::col(message::Column::ConversationId.as_column_ref()).equals(conversation::Column::Id.as_column_ref());
        let in_own = message::Entity::find()
            .select_only()
            .column(message::Column::Id)
            .filter(own)
            .filter(self.read_in(&MESSAGES))
            .limit(1)
            .offset(0);
        Condition::any()
            .add(self.read_in(&CUSTOMERS))
            .add(self.read_in(&CONVERSATIONS))
            .add(Expr::exists(in_own.into_query()))
    }

    /// The numbers of conversations, one for each message with the words.
    fn in_messages(&self) -> Select<message::Entity> {
        of_messages().filter(MESSAGES.indexed(&self.words, self.backend))
    }

    /// So many of them, whichever.
    fn in_some_messages(&self, most: u64) -> Select<message::Entity> {
        of_messages().filter(MESSAGES.some_indexed(most, &self.words, self.backend)).limit(most)
    }

    fn in_conversations(&self) -> Select<conversation::Entity> {
        let rows = conversation::Entity::find().select_only().column(conversation::Column::Id);
        rows.filter(CONVERSATIONS.indexed(&self.words, self.backend))
    }

    fn in_customers(&self) -> Select<conversation::Entity> {
        let customers = account::Entity::find().select_only().column(account::Column::Id);
        let customers = customers.filter(CUSTOMERS.indexed(&self.words, self.backend)).into_query();
        let rows = conversation::Entity::find().select_only().column(conversation::Column::Id);
        rows.filter(conversation::Column::UserId.in_subquery(customers))
    }

    fn read_in(&self, searched: &Searched) -> Condition {
        searched.read(&self.words, self.backend)
    }
}

fn of_messages() -> Select<message::Entity> {
    message::Entity::find().select_only().column(message::Column::ConversationId)
}
