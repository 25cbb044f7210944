//! The sessions of the agent who calls.

use axum::{Json, extract::State, http::HeaderMap};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::RowNumber, output::Done};
use crate::{
    model::{error::ApiError, session::OwnSession},
    server::{
        auth,
        auth::AsAgent,
        domain::{access::sessions::Token, desk::Desk},
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, end_others)).routes(routes!(end))
}

fn current(headers: &HeaderMap) -> Result<Token, ApiError> {
    auth::agent_token(headers).ok_or_else(ApiError::not_signed_in)
}

/// Returns the agent's own sessions, the one that was used last first.
#[utoipa::path(get, path = "/sessions", responses((status = 200, body = Vec<OwnSession>)))]
async fn list(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    headers: HeaderMap,
) -> Result<Json<Vec<OwnSession>>, ApiError> {
    Ok(Json(desk.access().own_sessions(&agent, &current(&headers)?).await?))
}

/// Ends the agent's own sessions, except the one that asks.
#[utoipa::path(delete, path = "/sessions", responses((status = 200, body = Done)))]
async fn end_others(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    headers: HeaderMap,
) -> Result<Json<Done>, ApiError> {
    desk.access().end_other_sessions(&agent, &current(&headers)?).await?;
    Ok(Done::json())
}

/// Ends one of the agent's own sessions.
#[utoipa::path(delete, path = "/sessions/{id}", responses((status = 200, body = Done)))]
async fn end(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<Done>, ApiError> {
    desk.access().end_own_session(&agent, id).await?;
    Ok(Done::json())
}
