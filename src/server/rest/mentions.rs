//! Mentions of agents in notes.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::Exact,
    input::{Conversation, ReadUpTo},
    output::Done,
};
use crate::{
    model::error::ApiError,
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(seen))
}

/// Marks mentions of the agent in notes up to one as seen. Other agents' mentions stay as they are.
#[utoipa::path(
    post,
    path = "/conversation/{id}/mentions/seen",
    request_body = ReadUpTo,
    responses((status = 200, body = Done)),
)]
async fn seen(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(read): Exact<ReadUpTo>,
) -> Result<Json<Done>, ApiError> {
    desk.chat().see_mentions(&agent, &id, read.up_to).await?;
    Ok(Done::json())
}
