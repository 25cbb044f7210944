//! Who is typing: said by either side, seen by the other.

use axum::{Json, Router, extract::State, routing::post};

use super::{input::Conversation, output::Done};
use crate::{
    model::error::ApiError,
    server::{
        auth::{AsAgent, AsCustomer},
        domain::desk::Desk,
        state::AppState,
    },
};

const PATH: &str = "/conversation/{id}/typing";

pub(super) fn customer_router() -> Router<AppState> {
    Router::new().route(PATH, post(customer_is_typing))
}

pub(super) fn agent_router() -> Router<AppState> {
    Router::new().route(PATH, post(agent_is_typing))
}

async fn customer_is_typing(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.note_typing(&customer.into(), &id).await?;
    Ok(Done::json())
}

async fn agent_is_typing(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.note_typing(&agent.into(), &id).await?;
    Ok(Done::json())
}
