//! Blocking customers, and lifting blocks.

use axum::{
    Json,
    extract::{Path, State},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{exact::Exact, input::Conversation, output::Done};
use crate::{
    model::{
        block::{Block, NewBlock},
        error::ApiError,
        ids::BlockId,
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(block)).routes(routes!(list)).routes(routes!(unblock))
}

/// Blocks the customer of a conversation, who can then read but not write. With
/// `address_hours`, anonymous visitors from the same address are blocked for as long.
/// Returns the block.
#[utoipa::path(
    post,
    path = "/conversation/{id}/block",
    request_body = NewBlock,
    responses((status = 200, body = Block)),
)]
async fn block(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(new): Exact<NewBlock>,
) -> Result<Json<Block>, ApiError> {
    Ok(Json(desk.blocks().block(&agent, &id, new).await?))
}

/// Returns the customers who are blocked, the newest block first. At most 500.
#[utoipa::path(get, path = "/blocked", responses((status = 200, body = Vec<Block>)))]
async fn list(AsAgent(agent): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<Block>>, ApiError> {
    Ok(Json(desk.blocks().blocks(&agent).await?))
}

/// Lifts a block.
#[utoipa::path(delete, path = "/blocked/{id}", responses((status = 200, body = Done)))]
async fn unblock(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Path(id): Path<String>,
) -> Result<Json<Done>, ApiError> {
    let id = id.parse().map(BlockId).map_err(|_| ApiError::not_found())?;
    desk.blocks().unblock(&agent, id).await?;
    Ok(Done::json())
}
