//! The preferences of each agent.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, preferences::Preferences};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Returns the preferences of the signed-in agent.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "preferences", protocol = Call)]
pub async fn load_preferences() -> Result<Preferences, ApiError> {
    answer(desk()?.team().preferences(&agent().await?).await)
}

/// Stores the preferences of the signed-in agent.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "set-preferences", protocol = Call)]
pub async fn keep_preferences(preferences: Preferences) -> Result<(), ApiError> {
    answer(desk()?.team().set_preferences(&agent().await?, preferences).await)
}
