//! Notes of agents for each other.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{AgentId, ClientId, ConversationId, MessageId},
    message::Message,
};
#[cfg(feature = "ssr")]
use crate::server::{
    api::{answer, desk, signed_in_as},
    domain::chat::messages::NewText,
};

/// Writes a note that only colleagues see, as `author` or as the agent who is signed in. A repeated
/// `client_id` returns the first note.
///
/// # Errors
/// If `author` is not signed in, the text is not valid as a message, the conversation does not exist, or
/// the quoted message cannot be quoted.
#[server(prefix = "/support/fn/agent", endpoint = "note", protocol = Call)]
pub async fn add_note(
    id: ConversationId,
    content: String,
    client_id: Option<ClientId>,
    author: Option<AgentId>,
    quoted_id: Option<MessageId>,
) -> Result<Message, ApiError> {
    let new = NewText { content: &content, client_id, quoted_id, ..NewText::default() };
    answer(desk()?.chat().add_note(&signed_in_as(author).await?, &id, new).await)
}
