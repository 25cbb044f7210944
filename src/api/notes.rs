//! Notes of agents for each other.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::model::{
    error::ApiError,
    ids::{ClientId, ConversationId},
    message::Message,
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Leaves a note that only colleagues see. The same `client_id` again returns
/// the first one.
///
/// # Errors
/// If the words are no message, or there is no such conversation.
#[server(prefix = "/support/fn/agent", endpoint = "note", input = Json, output = Json)]
pub async fn add_note(id: ConversationId, content: String, client_id: Option<ClientId>) -> Result<Message, ApiError> {
    answer(desk()?.add_note(&agent().await?, &id, &content, client_id).await)
}
