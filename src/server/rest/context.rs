//! What is known of a conversation besides itself.

use axum::{Json, Router, extract::State, routing::get};

use super::input::Conversation;
use crate::{
    model::{context::ConversationContext, error::ApiError},
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/conversation/{id}/context", get(context))
}

async fn context(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<ConversationContext>, ApiError> {
    Ok(Json(desk.conversation_context(&agent, &id).await?))
}
