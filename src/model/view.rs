//! A view of the inbox: which conversations it lists, and in which order.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{
    agent::Colleague,
    code::code_text,
    conversation::{Priority, Status},
    ids::{AgentId, LabelId},
    inbox::ConversationSummary,
    language::Language,
    timestamp::Timestamp,
};

/// The assignees whose conversations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assignee {
    /// All conversations.
    #[default]
    Anyone,
    /// Those of the asking agent.
    Me,
    /// Unassigned conversations. A console of an earlier version that is still open sends "nobody".
    #[serde(alias = "nobody")]
    Unassigned,
    /// Those that wait for an agent: unassigned, or assigned to an absent agent other
    /// than the asking one.
    Waiting,
    /// Those of one agent.
    Agent(AgentId),
}

impl Assignee {
    /// Returns whether a conversation with the assignee `agent` is listed; `agent` is
    /// none if it is unassigned.
    pub fn admits(self, agent: Option<&Colleague>, me: AgentId) -> bool {
        let id = agent.map(|agent| agent.id);
        match self {
            Self::Anyone => true,
            Self::Me => id == Some(me),
            Self::Unassigned => id.is_none(),
            Self::Waiting => agent.is_none_or(|agent| !agent.is_online && agent.id != me),
            Self::Agent(wanted) => id == Some(wanted),
        }
    }
}

/// The order of the list.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// The newest message first.
    #[default]
    LastMessage,
    /// The customer who has waited longest for an answer first. Then those who do not
    /// wait, the newest message first.
    Waiting,
    /// The most urgent first. Within a priority, the newest message first.
    Priority,
}

impl Sort {
    /// Returns the place of a row in this order. Lesser places come first.
    pub fn place(self, row: &ConversationSummary) -> Place {
        let newest = || Place { section: 0, moment: row.last_at().clone(), is_newest_first: true };
        match (self, &row.waiting_since) {
            (Self::LastMessage, _) => newest(),
            (Self::Waiting, Some(since)) => Place { section: 0, moment: since.clone(), is_newest_first: false },
            (Self::Waiting, None) => Place { section: 1, ..newest() },
            (Self::Priority, _) => Place { section: Self::section_of(row.priority), ..newest() },
        }
    }

    /// Returns the section of a priority. The urgent ones are the first section of the
    /// list, and so on.
    fn section_of(priority: Priority) -> u8 {
        Priority::ALL.iter().rev().position(|other| *other == priority).map_or(0, |place| place as u8)
    }
}

code_text!(Sort);

/// A place in the list. Rows of the same moment have the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    section: u8,
    moment: Timestamp,
    is_newest_first: bool,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let moments = self.moment.cmp(&other.moment);
        self.section.cmp(&other.section).then(if self.is_newest_first { moments.reverse() } else { moments })
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The conversations that the inbox lists, and their order. The same check runs on both
/// sides: in the database, and in the console on what a poll brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InboxView {
    /// Only these, without snoozed conversations; all if empty.
    pub statuses: Vec<Status>,
    /// Lists snoozed conversations beside those of `statuses`; if that is empty, only snoozed ones.
    pub snoozed: bool,
    /// Only these; all if empty.
    pub priorities: Vec<Priority>,
    /// Only with this assignee.
    pub assignee: Assignee,
    /// Only in this language.
    pub language: Option<Language>,
    /// Only with messages that no agent has read.
    pub unread: bool,
    /// Only with a note that mentions the asking agent.
    pub mentioned: bool,
    /// Only with this label.
    pub label: Option<LabelId>,
    /// Only with the last message at this moment or later.
    pub from: Option<Timestamp>,
    /// Only with the last message before this moment.
    pub until: Option<Timestamp>,
    /// Words to find in customer, subject or messages; all if empty.
    pub query: String,
    /// The order of the rows.
    pub sort: Sort,
}

impl InboxView {
    /// Returns whether a row belongs to the view. It does not check the search, because
    /// only the database can search in messages.
    pub fn admits(&self, row: &ConversationSummary, me: AgentId) -> bool {
        let moment = row.last_at();
        self.admits_status(row)
            && (self.priorities.is_empty() || self.priorities.contains(&row.priority))
            && self.assignee.admits(row.assigned_agent.as_ref(), me)
            && self.language.is_none_or(|language| row.language == language)
            && (!self.unread || row.unread > 0)
            && (!self.mentioned || row.mention.is_some())
            && self.label.is_none_or(|label| row.labels.iter().any(|other| other.id == label))
            && self.from.as_ref().is_none_or(|from| moment >= from)
            && self.until.as_ref().is_none_or(|until| moment < until)
    }

    fn admits_status(&self, row: &ConversationSummary) -> bool {
        match (row.is_snoozed, self.statuses.is_empty()) {
            (_, true) if !self.snoozed => true,
            (true, _) => self.snoozed,
            (false, _) => self.statuses.contains(&row.status),
        }
    }

    /// Returns whether words are searched for. A row that changes may then begin or
    /// cease to match, and only the server can find out.
    pub fn is_search(&self) -> bool {
        !self.query.trim().is_empty()
    }
}
