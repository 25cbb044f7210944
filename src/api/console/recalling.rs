//! Taking back messages.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{ConversationId, MessageId},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Takes back a message or a note that the caller has just sent. Both sides stop seeing it.
///
/// # Errors
/// If no agent is signed in, the message does not exist in the conversation, is a line by the
/// system or another person's, was sent too long ago or was deleted.
#[server(prefix = "/support/fn/agent", endpoint = "recall-message", protocol = Call)]
pub async fn recall_message(id: ConversationId, message: MessageId) -> Result<(), ApiError> {
    answer(desk()?.chat().recall_message(&agent().await?.into(), &id, message).await)
}
