//! Deleting messages and their files.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::MessageOf, output::Sent};
use crate::{
    model::error::ApiError,
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(message)).routes(routes!(file))
}

/// Deletes a message or a note with its file, and returns what remains of it. Agents may delete their
/// own, admins all. Lines by the system cannot be deleted.
#[utoipa::path(
    delete,
    path = "/conversation/{id}/messages/{message}",
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn message(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    MessageOf(id, message): MessageOf,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().delete_message(&agent, &id, message).await?)))
}

/// Deletes the file of a message or a note, which keeps its text, and returns what remains of it.
#[utoipa::path(
    delete,
    path = "/conversation/{id}/messages/{message}/attachment",
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn file(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    MessageOf(id, message): MessageOf,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().delete_file(&agent, &id, message).await?)))
}
