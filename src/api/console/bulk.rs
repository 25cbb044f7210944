//! The same action on many conversations.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    bulk::{BulkReport, BulkRequest, ConversationChange},
    error::ApiError,
};
#[cfg(feature = "ssr")]
use crate::server::{
    answer::report,
    api::{agent, answer, desk},
};

/// Performs an action on each conversation, and returns the outcome for each.
///
/// # Errors
/// If no agent is signed in, there are too many conversations, or the agent or the label is
/// unknown.
#[server(prefix = "/support/fn/agent", endpoint = "bulk", protocol = Call)]
pub async fn act_on_many(request: BulkRequest) -> Result<BulkReport, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().act_on_many(&agent, request.ids, request.action).await).map(report)
}

/// Changes many conversations, each in its own way, and returns the outcome for each.
///
/// # Errors
/// If no agent is signed in, or there are too many conversations.
#[server(prefix = "/support/fn/agent", endpoint = "change-many", protocol = Call)]
pub async fn change_many(changes: Vec<ConversationChange>) -> Result<BulkReport, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().change_many(&agent, changes).await).map(report)
}
