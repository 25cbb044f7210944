//! What each agent prefers.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::model::{error::ApiError, preferences::Preferences};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// What the signed-in agent prefers.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "preferences", input = Json, output = Json)]
pub async fn load_preferences() -> Result<Preferences, ApiError> {
    answer(desk()?.preferences(&agent().await?).await)
}

/// Keeps what the signed-in agent prefers.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "set-preferences", input = Json, output = Json)]
pub async fn keep_preferences(preferences: Preferences) -> Result<(), ApiError> {
    answer(desk()?.set_preferences(&agent().await?, preferences).await)
}
