//! Searches words in the customer, the subject, the id, the messages and the
//! names of their attachments. A conversation is found if it contains each word
//! somewhere, in any order. Words are taken literally, without a query syntax.

mod fill;
mod hit;
mod hits;
mod in_conversation;
mod index;
mod reach;

use sea_orm::{
    Condition, DatabaseConnection, DbBackend, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};
use tokio::sync::OnceCell;

pub(super) use self::reach::Found;
use self::{
    index::{CONVERSATIONS, CUSTOMERS, MESSAGES},
    reach::RareMatches,
};
use crate::{
    model::message::MessageText,
    server::{
        entity::{account, conversation, message},
        fold,
    },
};

/// How many words are searched, the longest ones: each costs a search in the
/// messages.
const MAX_WORDS: usize = 16;

/// The words of a search.
pub(super) struct Search {
    /// The folded words, the longest first; at least one.
    words: Vec<String>,
    backend: DbBackend,
    /// The conversations with a rare word, if one is rare. Read once.
    rare_matches: OnceCell<Option<RareMatches>>,
}

impl Search {
    /// Returns the search of a query; none if the query has no words.
    pub(super) fn of(query: &str, connection: &DatabaseConnection) -> Option<Self> {
        let mut words = fold::words(query);
        words.truncate(MAX_WORDS);
        let backend = connection.get_database_backend();
        (!words.is_empty()).then(|| Self { words, backend, rare_matches: OnceCell::new() })
    }

    /// Returns whether a message can contain the words. The databases would
    /// refuse others: PostgreSQL accepts no NUL, and SQLite limits the length
    /// of patterns.
    pub(super) fn can_match(&self) -> bool {
        self.words.iter().all(|word| !word.contains('\0') && word.chars().count() <= MessageText::MAX_CHARS)
    }

    /// Returns the condition that a conversation contains all words, by reading
    /// its texts. The query has to join its customer.
    fn read(&self) -> Condition {
        self.read_all(&self.words)
    }

    fn read_all(&self, words: &[String]) -> Condition {
        words.iter().fold(Condition::all(), |all, word| all.add(self.read_one(word)))
    }

    /// Returns the same for one word. At most one message with the word is
    /// looked for: the limit keeps the database from reading all messages at
    /// once.
    fn read_one(&self, word: &str) -> Condition {
        let own =
            Expr::col(message::Column::ConversationId.as_column_ref()).equals(conversation::Column::Id.as_column_ref());
        let in_own = message::Entity::find()
            .select_only()
            .column(message::Column::Id)
            .filter(own)
            .filter(MESSAGES.read(word, self.backend))
            .limit(1)
            .offset(0);
        Condition::any()
            .add(CUSTOMERS.read(word, self.backend))
            .add(CONVERSATIONS.read(word, self.backend))
            .add(Expr::exists(in_own.into_query()))
    }

    /// Selects the numbers of up to `most` conversations, one for each message
    /// with the word.
    fn in_messages(&self, word: &str, most: u64) -> Select<message::Entity> {
        let rows = message::Entity::find().select_only().column(message::Column::ConversationId);
        rows.filter(MESSAGES.some_indexed(most, word, self.backend)).limit(most)
    }

    fn in_conversations(&self, word: &str, most: u64) -> Select<conversation::Entity> {
        let rows = conversation::Entity::find().select_only().column(conversation::Column::Id);
        rows.filter(CONVERSATIONS.some_indexed(most, word, self.backend)).limit(most)
    }

    fn in_customers(&self, word: &str, most: u64) -> Select<conversation::Entity> {
        let customers = account::Entity::find().select_only().column(account::Column::Id);
        let customers = customers.filter(CUSTOMERS.some_indexed(most, word, self.backend)).into_query();
        let rows = conversation::Entity::find().select_only().column(conversation::Column::Id);
        rows.filter(conversation::Column::UserId.in_subquery(customers)).limit(most)
    }
}
