//! The same action on many conversations.

use serde::{Deserialize, Serialize};

use super::{
    conversation::Priority,
    error::ErrorCode,
    ids::{AgentId, LabelId},
};

/// The most conversations of one request.
pub const MOST: usize = 200;

/// What is done to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", content = "value", rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum BulkAction {
    /// Resolves it. A closed conversation is refused.
    Resolve,
    /// Closes it.
    Close,
    /// Reopens it. Active ones stay as they are.
    Reopen,
    /// Assigns it to an agent. `null` unassigns it.
    Assign(Option<AgentId>),
    /// Sets its priority.
    Priority(Priority),
    /// Adds a label.
    Label(LabelId),
    /// Removes a label.
    Unlabel(LabelId),
}

/// A request for an action on many conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkRequest {
    /// The conversations. A text that is not an id counts as an unknown conversation.
    pub ids: Vec<String>,
    /// What to do to each.
    #[serde(flatten)]
    pub action: BulkAction,
}

/// What happened to one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It has been changed as requested.
    Done,
    /// It was so before, and did not change.
    Unchanged,
    /// The conversation does not exist.
    NotFound,
    /// The action is not possible in the conversation's present state.
    Refused,
}

/// One conversation, and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The id, as the request has it.
    pub conversation_id: String,
    /// What happened.
    pub outcome: Outcome,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ErrorCode>,
}

/// What happened to each, in the order in which they were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkReport {
    /// One for each conversation. One that is named twice counts once.
    pub results: Vec<BulkResult>,
}

impl BulkReport {
    /// Returns how many had this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.results.iter().filter(|result| result.outcome == outcome).count()
    }
}
