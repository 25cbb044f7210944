//! Views of the inbox that agents have saved.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::SavedViewId,
    saved_view::{SavedView, SavedViewDraft},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Returns the agent's saved views and those that colleagues share, by name.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "saved-views", protocol = Call)]
pub async fn saved_views() -> Result<Vec<SavedView>, ApiError> {
    answer(desk()?.inbox().saved_views(&agent().await?).await)
}

/// Saves a view.
///
/// # Errors
/// If no agent is signed in, the name or the address is not valid, or the agent has too many views.
#[server(prefix = "/support/fn/agent", endpoint = "save-view", protocol = Call)]
pub async fn save_view(draft: SavedViewDraft) -> Result<SavedView, ApiError> {
    answer(desk()?.inbox().save_view(&agent().await?, draft).await)
}

/// Deletes a saved view.
///
/// # Errors
/// If no agent is signed in, or the agent may not delete it.
#[server(prefix = "/support/fn/agent", endpoint = "delete-view", protocol = Call)]
pub async fn delete_view(id: SavedViewId) -> Result<(), ApiError> {
    answer(desk()?.inbox().delete_view(&agent().await?, id).await)
}
