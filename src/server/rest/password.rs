//! An agent's own password.

use axum::{Json, Router, extract::State, http::HeaderMap, routing::post};
use serde::Deserialize;

use super::{input::Body, output::Done};
use crate::{
    model::error::ApiError,
    server::{
        auth::{self, AsAgent},
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/password", post(change))
}

#[derive(Deserialize)]
struct Passwords {
    old_password: String,
    new_password: String,
}

async fn change(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Body(passwords): Body<Passwords>,
) -> Result<Json<Done>, ApiError> {
    let current = auth::agent_token(&headers).ok_or_else(ApiError::not_signed_in)?;
    desk.change_own_password(&agent, &current, passwords.old_password, passwords.new_password).await?;
    Ok(Done::json())
}
