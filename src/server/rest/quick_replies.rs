//! Quick replies, as agents use them.

use axum::{Json, Router, extract::State, routing::get};

use crate::{
    model::{error::ApiError, quick_reply::QuickReply},
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/quick-replies", get(quick_replies))
}

async fn quick_replies(AsAgent(agent): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<QuickReply>>, ApiError> {
    Ok(Json(desk.offered_quick_replies(&agent).await?))
}
