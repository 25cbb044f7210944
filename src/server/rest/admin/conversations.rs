//! Deleting conversations.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    model::error::ApiError,
    server::{
        auth::AsAdmin,
        domain::desk::Desk,
        rest::{input::Conversation, output::Done},
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(delete))
}

/// Deletes a conversation with its messages, notes and files. It cannot be undone.
#[utoipa::path(delete, path = "/conversation/{id}", responses((status = 200, body = Done)))]
async fn delete(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.customers().delete_conversation(&admin, &id).await?;
    Ok(Done::json())
}
