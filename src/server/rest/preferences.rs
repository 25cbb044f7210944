//! The preferences of each agent.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::Exact, output::Done};
use crate::{
    model::{error::ApiError, preferences::Preferences},
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(preferences, set_preferences))
}

/// Returns the agent's preferences.
#[utoipa::path(get, path = "/preferences", responses((status = 200, body = Preferences)))]
async fn preferences(AsAgent(agent): AsAgent, State(desk): State<Desk>) -> Result<Json<Preferences>, ApiError> {
    Ok(Json(desk.team().preferences(&agent).await?))
}

/// Changes the agent's preferences.
#[utoipa::path(
    post,
    path = "/preferences",
    request_body = Preferences,
    responses((status = 200, body = Done)),
)]
async fn set_preferences(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Exact(preferences): Exact<Preferences>,
) -> Result<Json<Done>, ApiError> {
    desk.team().set_preferences(&agent, preferences).await?;
    Ok(Done::json())
}
