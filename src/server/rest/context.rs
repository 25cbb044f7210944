//! The data that agents see beside a conversation.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::input::Conversation;
use crate::{
    model::{context::ConversationContext, error::ApiError},
    server::{
        auth::{AsAgent, fill_in_page_host},
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(context))
}

/// Returns the customer's current page and browser, and their previous conversations.
#[utoipa::path(
    get,
    path = "/conversation/{id}/context",
    responses((status = 200, body = ConversationContext)),
)]
async fn context(
    AsAgent(agent): AsAgent,
    State(state): State<AppState>,
    Conversation(id): Conversation,
) -> Result<Json<ConversationContext>, ApiError> {
    let mut context = state.desk.chat().conversation_context(&agent, &id).await?;
    fill_in_page_host(&state, &mut context).await?;
    Ok(Json(context))
}
