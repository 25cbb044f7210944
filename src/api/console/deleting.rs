//! Deleting messages and their files.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{ConversationId, MessageId},
    message::Message,
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Deletes a message or a note with its file. Returns what remains of it.
///
/// # Errors
/// If no agent is signed in, the message does not exist in the conversation or is a line by the
/// system, or it is another person's and the agent is not an admin.
#[server(prefix = "/support/fn/agent", endpoint = "delete-message", protocol = Call)]
pub async fn delete_message(id: ConversationId, message: MessageId) -> Result<Message, ApiError> {
    answer(desk()?.chat().delete_message(&agent().await?, &id, message).await)
}

/// Deletes the file of a message or a note, and keeps its text. Returns what remains of it.
///
/// # Errors
/// As for [`delete_message`], and if the message has no file.
#[server(prefix = "/support/fn/agent", endpoint = "delete-file", protocol = Call)]
pub async fn delete_file(id: ConversationId, message: MessageId) -> Result<Message, ApiError> {
    answer(desk()?.chat().delete_file(&agent().await?, &id, message).await)
}
