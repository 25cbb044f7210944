//! Editing messages.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{ConversationId, MessageId},
    message::Message,
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Replaces the text of a message or a note that the caller wrote. Returns the message.
///
/// # Errors
/// If no agent is signed in, the message does not exist in the conversation, is a line by the
/// system, was deleted or is another person's, or the text cannot be a message.
#[server(prefix = "/support/fn/agent", endpoint = "edit-message", protocol = Call)]
pub async fn edit_message(id: ConversationId, message: MessageId, content: String) -> Result<Message, ApiError> {
    answer(desk()?.chat().edit_message(&agent().await?, &id, message, &content).await)
}
