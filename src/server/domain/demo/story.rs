//! What happens in one conversation of a demonstration, before it becomes rows.

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
    /// Which of the shop's agents answers, modulo their number; none while the
    /// conversation is unassigned.
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
    /// Which of the demonstration's labels it has.
    pub labels: Vec<usize>,
}

/// Who asks.
pub(super) enum Customer {
    /// A customer who writes once.
    New { name: String, email: String, is_identified: bool },
    /// The one customer who keeps writing.
    Regular,
}

/// Something that was said.
pub(super) struct Line {
    pub side: Side,
    pub at: DateTime<Utc>,
    pub text: Cow<'static, str>,
}

/// What the customer thought of it.
pub(super) struct Rating {
    /// 1 to 5.
    pub stars: i32,
    pub comment: &'static str,
    pub at: DateTime<Utc>,
}
