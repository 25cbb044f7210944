//! Typing marks: each side reports that it is typing, and the other side sees it.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::NoFields, input::Conversation, output::Done};
use crate::{
    model::error::ApiError,
    server::{
        auth::{AsAgent, AsCustomer},
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn customer_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(customer_is_typing))
}

pub(super) fn agent_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(agent_is_typing))
}

/// Records that the customer is typing.
#[utoipa::path(post, path = "/conversation/{id}/typing", responses((status = 200, body = Done)))]
async fn customer_is_typing(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.chat().note_typing(&customer.into(), &id).await?;
    Ok(Done::json())
}

/// Records that the agent is typing.
#[utoipa::path(post, path = "/conversation/{id}/typing", responses((status = 200, body = Done)))]
async fn agent_is_typing(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    _: NoFields,
) -> Result<Json<Done>, ApiError> {
    desk.chat().note_typing(&agent.into(), &id).await?;
    Ok(Done::json())
}
