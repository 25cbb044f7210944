//! Quick replies, as agents use them.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    model::{error::ApiError, quick_reply::QuickReply},
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(quick_replies))
}

/// Returns the active quick replies.
#[utoipa::path(get, path = "/quick-replies", responses((status = 200, body = Vec<QuickReply>)))]
async fn quick_replies(AsAgent(agent): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<QuickReply>>, ApiError> {
    Ok(Json(desk.quick_replies().offered_quick_replies(&agent).await?))
}
