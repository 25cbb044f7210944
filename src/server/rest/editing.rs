//! Editing messages.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::Exact, input::MessageOf, output::Sent};
use crate::{
    model::error::ApiError,
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(edit))
}

/// `{content}`: the new text of a message.
#[derive(Deserialize, ToSchema)]
struct EditedText {
    /// The words, 1 to 5,000 characters. They may be empty if the message has a file.
    content: String,
}

/// Replaces the text of a message or a note, and returns it. Agents may edit only what they wrote,
/// admins too. Both sides see that it was edited, and when.
#[utoipa::path(
    patch,
    path = "/conversation/{id}/messages/{message}",
    request_body = EditedText,
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn edit(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    MessageOf(id, message): MessageOf,
    Exact(edited): Exact<EditedText>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().edit_message(&agent, &id, message, &edited.content).await?)))
}
