//! An agent's own password.

use axum::{Json, extract::State, http::HeaderMap};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::Exact, output::Done};
use crate::{
    model::error::ApiError,
    server::{
        auth::{self, AsAgent},
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(change))
}

/// The change of a password.
#[derive(Deserialize, ToSchema)]
struct Passwords {
    /// The current password.
    old_password: String,
    /// The new one.
    new_password: String,
}

/// Changes the agent's own password. The agent's other sessions end.
#[utoipa::path(post, path = "/password", request_body = Passwords, responses((status = 200, body = Done)))]
async fn change(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Exact(passwords): Exact<Passwords>,
) -> Result<Json<Done>, ApiError> {
    let current = auth::agent_token(&headers).ok_or_else(ApiError::not_signed_in)?;
    desk.team().change_own_password(&agent, &current, passwords.old_password, passwords.new_password).await?;
    Ok(Done::json())
}
