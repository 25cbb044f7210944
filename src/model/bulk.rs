//! The same action on many conversations.

use serde::{Deserialize, Serialize};

use super::{
    conversation::Priority,
    error::ErrorCode,
    ids::{AgentId, LabelId},
    inbox::ConversationUpdate,
};

/// The most conversations of one request.
pub const MAX_CONVERSATIONS: usize = 200;

/// The action on each conversation.
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
    /// The action on each of them.
    #[serde(flatten)]
    pub action: BulkAction,
}

/// A change of one of many conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationChange {
    /// The conversation. A text that is not an id counts as an unknown conversation.
    pub conversation_id: String,
    /// The change of it.
    pub update: ConversationUpdate,
}

/// The outcome for one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It has been changed as requested.
    Done,
    /// It already was as requested.
    Unchanged,
    /// The conversation does not exist.
    NotFound,
    /// The action is not possible in the conversation's present state.
    Refused,
}

/// One conversation and the outcome for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The id, as in the request.
    pub conversation_id: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The reason for a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ErrorCode>,
}

/// The results, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkReport {
    /// One result for each conversation. A conversation that is named twice has one result.
    pub results: Vec<BulkResult>,
}

impl BulkReport {
    /// Returns how many conversations had this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.results.iter().filter(|result| result.outcome == outcome).count()
    }
}
