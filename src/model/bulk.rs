//! The same act on many conversations.

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
    /// It is answered. A closed one is refused.
    Resolve,
    /// It is over.
    Close,
    /// It is taken up again; active ones stay as they are.
    Reopen,
    /// An agent answers it from now on; with `null`, nobody.
    Assign(Option<AgentId>),
    /// How urgent it is.
    Priority(Priority),
    /// A label is put on it.
    Label(LabelId),
    /// A label is taken off it.
    Unlabel(LabelId),
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkRequest {
    /// The conversations. What is no id is unknown.
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
    /// It is as asked for now.
    Done,
    /// It was so before.
    Unchanged,
    /// There is no such conversation.
    NotFound,
    /// It cannot be done as this conversation stands.
    Refused,
}

/// One conversation, and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// As it was asked for.
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
    /// One for each conversation; one that is named twice counts once.
    pub results: Vec<BulkResult>,
}

impl BulkReport {
    /// How many ended in a way.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.results.iter().filter(|result| result.outcome == outcome).count()
    }
}
