//! Words in the customer, the subject, the id, the messages and the names of
//! their attachments. A conversation is found if each word is somewhere in it,
//! in any order. Words mean themselves: there is no language of queries.

mod fill;
mod hit;
mod hits;
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
    reach::Few,
};
use crate::{
    model::message::MessageText,
    server::{
        entity::{account, conversation, message},
        fold,
    },
};

/// How many words are looked for, the longest ones: each costs a look into the
/// messages.
const MOST_WORDS: usize = 16;

/// Words that are looked for.
pub(super) struct Search {
    /// Folded, the longest first; at least one.
    words: Vec<String>,
    backend: DbBackend,
    /// The conversations with a rare word, if one is rare; asked once.
    few: OnceCell<Option<Few>>,
}

impl Search {
    /// None if nothing is looked for.
    pub(super) fn of(query: &str, connection: &DatabaseConnection) -> Option<Self> {
        let mut words = fold::words(query);
        words.truncate(MOST_WORDS);
        let backend = connection.get_database_backend();
        (!words.is_empty()).then(|| Self { words, backend, few: OnceCell::new() })
    }

    /// Whether any message can say it. The databases would refuse the others:
    /// one takes no NUL, the other no pattern of any length.
    pub(super) fn can_be_said(&self) -> bool {
        self.words.iter().all(|word| !word.contains('\0') && word.chars().count() <= MessageText::MAX_CHARS)
    }

    /// The conversations that have all words somewhere, by reading what belongs
    /// to each; its customer has to be in the query.
    fn read(&self) -> Condition {
        self.read_all(&self.words)
    }

    fn read_all(&self, words: &[String]) -> Condition {
        words.iter().fold(Condition::all(), |all, word| all.add(self.read_one(word)))
    }

    /// Never more than one message that has the word is looked for: with that
    /// said, no database reads all messages at once.
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

    /// The numbers of so many conversations, one for each message with the word.
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
