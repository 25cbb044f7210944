//! Sample messages for the tests of the outbox.

use super::queue::Unsent;
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::ConversationId,
        timestamp::Timestamp,
    },
    ui::outbox::{Entry, EntryState},
};

/// Returns a conversation by its number.
pub fn conversation(number: u32) -> ConversationId {
    format!("CONV-{number:012}").parse().expect("a valid id")
}

/// Returns a waiting message, whose text is also its client id.
pub fn unsent(to: u32, order: i64, text: &str) -> Unsent {
    let client_id = text.parse().expect("a short printable text");
    let entry = Entry::new(client_id, text.to_owned(), Timestamp::default());
    Unsent { conversation: conversation(to), order, entry }
}

/// Returns a message that the server has refused.
pub fn refused(to: u32, order: i64, text: &str, code: ErrorCode) -> Unsent {
    let mut refused = unsent(to, order, text);
    refused.entry.state = EntryState::Failed(ApiError::new(code, ""));
    refused
}
