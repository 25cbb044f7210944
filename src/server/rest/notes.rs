//! Notes of agents for each other.

use axum::{Json, Router, extract::State, routing::post};

use super::{
    input::{Body, Conversation, NewMessage},
    output::Sent,
};
use crate::{
    model::error::ApiError,
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/conversation/{id}/note", post(note))
}

async fn note(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.add_note(&agent, &id, &new.content, new.client_id).await?)))
}
