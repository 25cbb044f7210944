//! Notes of agents for each other.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{AgentId, ClientId, ConversationId},
    message::Message,
};
#[cfg(feature = "ssr")]
use crate::server::api::{answer, desk, signed_in_as};

/// Writes a note that only colleagues see, as `author` or as the agent who is signed in. A repeated
/// `client_id` returns the first note.
///
/// # Errors
/// If `author` is not signed in, the text is not valid as a message, or the conversation
/// does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "note", protocol = Call)]
pub async fn add_note(
    id: ConversationId,
    content: String,
    client_id: Option<ClientId>,
    author: Option<AgentId>,
) -> Result<Message, ApiError> {
    answer(desk()?.chat().add_note(&signed_in_as(author).await?, &id, &content, client_id).await)
}
