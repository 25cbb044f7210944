//! Typing: either side says that it types, and the other side sees it.

use leptos::prelude::*;

use super::call::Call;
use crate::model::{error::ApiError, ids::ConversationId};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, customer, desk};

/// Records that the customer is typing.
///
/// # Errors
/// If the conversation is not the caller's.
#[server(prefix = "/support/fn", endpoint = "typing", protocol = Call)]
pub async fn customer_is_typing(conversation: ConversationId) -> Result<(), ApiError> {
    answer(desk()?.note_typing(&customer().await?.into(), &conversation).await)
}

/// Records that the agent is typing a reply.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "typing", protocol = Call)]
pub async fn agent_is_typing(id: ConversationId) -> Result<(), ApiError> {
    answer(desk()?.note_typing(&agent().await?.into(), &id).await)
}
