//! An open conversation, as an agent's console follows it.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    context::ConversationContext,
    error::ApiError,
    ids::ConversationId,
    thread::{MessageRange, Thread},
};
#[cfg(feature = "ssr")]
use crate::server::{
    api::{agent, answer, desk, state},
    auth::fill_in_page_host,
};

/// Answers a poll: returns what is new, and which colleagues also look at the
/// conversation. `is_looking` says that the agent has it on screen.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "watch", protocol = Call)]
pub async fn watch_conversation(id: ConversationId, range: MessageRange, is_looking: bool) -> Result<Thread, ApiError> {
    answer(desk()?.chat().watch(&agent().await?, &id, range, is_looking).await)
}

/// Returns the customer's page, browser and other conversations.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "context", protocol = Call)]
pub async fn load_context(id: ConversationId) -> Result<ConversationContext, ApiError> {
    let mut context = answer(desk()?.chat().conversation_context(&agent().await?, &id).await)?;
    fill_in_page_host(&state()?, &mut context).await?;
    Ok(context)
}
