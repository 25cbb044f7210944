//! What each agent prefers.

use axum::{Json, Router, extract::State, routing::get};

use super::{input::Body, output::Done};
use crate::{
    model::{error::ApiError, preferences::Preferences},
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/preferences", get(preferences).post(set_preferences))
}

async fn preferences(AsAgent(agent): AsAgent, State(desk): State<Desk>) -> Result<Json<Preferences>, ApiError> {
    Ok(Json(desk.preferences(&agent).await?))
}

async fn set_preferences(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Body(preferences): Body<Preferences>,
) -> Result<Json<Done>, ApiError> {
    desk.set_preferences(&agent, preferences).await?;
    Ok(Done::json())
}
