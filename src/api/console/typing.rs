//! Typing: the customer sees that the agent is writing.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, ids::ConversationId};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Records that the agent is typing a reply.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "typing", protocol = Call)]
pub async fn agent_is_typing(id: ConversationId) -> Result<(), ApiError> {
    answer(desk()?.chat().note_typing(&agent().await?.into(), &id).await)
}
