//! Notes of agents for each other.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::Exact,
    input::{Conversation, NewAgentMessage},
    output::Sent,
};
use crate::{
    model::error::ApiError,
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(note))
}

/// Writes a note for the team, which customers never see.
#[utoipa::path(
    post,
    path = "/conversation/{id}/note",
    request_body = NewAgentMessage,
    responses((status = 200, body = Sent)),
)]
async fn note(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(new): Exact<NewAgentMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().add_note(&agent, &id, new.text()).await?)))
}
