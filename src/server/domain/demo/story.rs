//! The content of one conversation of a demonstration, from which its rows are made.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::dialogues::Side;
use crate::model::{
    conversation::{Priority, Status},
    language::Language,
};

/// One conversation from its first line to its rating.
pub(super) struct Story {
    pub customer: Customer,
    pub subject: Cow<'static, str>,
    pub language: Language,
    pub status: Status,
    pub priority: Priority,
    /// The index of the agent who answers, modulo the number of agents; none while
    /// the conversation is unassigned.
    pub agent: Option<usize>,
    pub begins: DateTime<Utc>,
    /// At least one line; the first is the customer's.
    pub lines: Vec<Line>,
    /// How many lines at the end are unread by the other side. One side wrote all of
    /// them.
    pub unread: usize,
    /// The index of the customer's line that reopened the conversation, and when the
    /// conversation had been resolved before.
    pub reopened: Option<(usize, DateTime<Utc>)>,
    /// When it was resolved or closed; none while it is active.
    pub resolved_at: Option<DateTime<Utc>>,
    pub rating: Option<Rating>,
    /// The indexes of its labels in the demonstration's list.
    pub labels: Vec<usize>,
}

/// The customer of a conversation.
pub(super) enum Customer {
    /// A customer who writes once.
    New { name: String, email: String, is_identified: bool },
    /// The one customer who keeps writing.
    Regular,
}

/// A message of the customer or the agent.
pub(super) struct Line {
    pub side: Side,
    pub at: DateTime<Utc>,
    pub text: Cow<'static, str>,
}

/// The customer's rating of the conversation.
pub(super) struct Rating {
    /// 1 to 5.
    pub stars: i32,
    pub comment: &'static str,
    pub at: DateTime<Utc>,
}
