//! The request that waits for changes, in addition to the polls.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    hint::{Hint, HintCursor},
    ids::ConversationId,
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Waits until the inbox, or the conversation that the agent has on screen, has changed, for at
/// most 15 seconds. Without `since` it does not wait.
///
/// # Errors
/// If no agent is signed in, or too many requests of the agent wait.
#[server(prefix = "/support/fn/agent", endpoint = "wait", protocol = Call)]
pub async fn wait_for_changes(id: Option<ConversationId>, since: Option<HintCursor>) -> Result<Hint, ApiError> {
    let wait = answer(desk()?.chat().wait_as_agent(&agent().await?, id.as_ref(), since.as_ref()).await)?;
    Ok(wait.hint().await)
}
