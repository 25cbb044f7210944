//! What each agent prefers.

use leptos::prelude::*;

use super::call::Call;
use crate::model::{error::ApiError, preferences::Preferences};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// What the signed-in agent prefers.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "preferences", protocol = Call)]
pub async fn load_preferences() -> Result<Preferences, ApiError> {
    answer(desk()?.preferences(&agent().await?).await)
}

/// Keeps what the signed-in agent prefers.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "set-preferences", protocol = Call)]
pub async fn keep_preferences(preferences: Preferences) -> Result<(), ApiError> {
    answer(desk()?.set_preferences(&agent().await?, preferences).await)
}
