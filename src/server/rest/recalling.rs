//! Taking back messages that were just sent.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::MessageOf, output::Done};
use crate::{
    model::error::ApiError,
    server::{
        auth::{AsAgent, AsCustomer},
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn for_customers() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(by_customer))
}

pub(super) fn for_agents() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(by_agent))
}

/// Takes back a message that the caller sent within the last 60 seconds. Both sides stop seeing it,
/// and nothing shows that it existed.
#[utoipa::path(
    post,
    path = "/conversation/{id}/messages/{message}/recall",
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn by_customer(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    MessageOf(id, message): MessageOf,
) -> Result<Json<Done>, ApiError> {
    desk.chat().recall_message(&customer.into(), &id, message).await?;
    Ok(Done::json())
}

/// Takes back a message or a note that the agent sent within the last 60 seconds. Both sides stop
/// seeing it, and nothing shows that it existed.
#[utoipa::path(
    post,
    path = "/conversation/{id}/messages/{message}/recall",
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn by_agent(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    MessageOf(id, message): MessageOf,
) -> Result<Json<Done>, ApiError> {
    desk.chat().recall_message(&agent.into(), &id, message).await?;
    Ok(Done::json())
}
