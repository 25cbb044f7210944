//! Mentions of the agent in notes.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{ConversationId, MessageId},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Marks mentions of the agent in a conversation as seen, in notes up to one.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "see-mentions", protocol = Call)]
pub async fn see_mentions(id: ConversationId, up_to: MessageId) -> Result<(), ApiError> {
    answer(desk()?.chat().see_mentions(&agent().await?, &id, up_to).await)
}
