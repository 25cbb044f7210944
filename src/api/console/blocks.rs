//! Blocking customers, and lifting blocks.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    block::{Block, NewBlock},
    error::ApiError,
    ids::{BlockId, ConversationId},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Blocks the customer of a conversation.
///
/// # Errors
/// If no agent is signed in, or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "block", protocol = Call)]
pub async fn block_customer(id: ConversationId, block: NewBlock) -> Result<Block, ApiError> {
    let agent = agent().await?;
    answer(desk()?.blocks().block(&agent, &id, block).await)
}

/// Returns the customers who are blocked, the newest block first.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "blocked", protocol = Call)]
pub async fn blocked_customers() -> Result<Vec<Block>, ApiError> {
    let agent = agent().await?;
    answer(desk()?.blocks().blocks(&agent).await)
}

/// Lifts a block.
///
/// # Errors
/// If no agent is signed in, or the block does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "unblock", protocol = Call)]
pub async fn unblock_customer(id: BlockId) -> Result<(), ApiError> {
    let agent = agent().await?;
    answer(desk()?.blocks().unblock(&agent, id).await)
}
