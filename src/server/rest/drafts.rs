//! The agent's own drafts of replies and notes.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::Exact, input::Conversation};
use crate::{
    model::{
        draft::{DraftTexts, StoredDrafts},
        error::ApiError,
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(drafts, set_drafts, delete_drafts))
}

/// Returns the agent's own drafts in a conversation.
#[utoipa::path(get, path = "/conversation/{id}/draft", responses((status = 200, body = StoredDrafts)))]
async fn drafts(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<StoredDrafts>, ApiError> {
    Ok(Json(desk.chat().drafts(&agent, &id).await?))
}

/// Replaces the agent's own drafts in a conversation. The console shows them in its field.
#[utoipa::path(
    put,
    path = "/conversation/{id}/draft",
    request_body = DraftTexts,
    responses((status = 200, body = StoredDrafts)),
)]
async fn set_drafts(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(texts): Exact<DraftTexts>,
) -> Result<Json<StoredDrafts>, ApiError> {
    Ok(Json(desk.chat().set_drafts(&agent, &id, texts).await?))
}

/// Deletes the agent's own drafts in a conversation.
#[utoipa::path(delete, path = "/conversation/{id}/draft", responses((status = 200, body = StoredDrafts)))]
async fn delete_drafts(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<StoredDrafts>, ApiError> {
    let none = DraftTexts { reply: Some(String::new()), note: Some(String::new()) };
    Ok(Json(desk.chat().set_drafts(&agent, &id, none).await?))
}
