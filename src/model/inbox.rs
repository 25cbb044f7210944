//! The agents' inbox: what is listed, and what has changed since.

use serde::{Deserialize, Serialize};

use super::{
    agent::Colleague,
    conversation::{Priority, Status},
    customer::Customer,
    ids::{AgentId, ConversationId, MessageId},
    language::Language,
    timestamp::Timestamp,
};

/// The newest message, as a row shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    /// Its beginning, on one line.
    pub text: String,
    /// Whether the shop's side sent it.
    pub is_agent: bool,
    /// When.
    pub created_at: Timestamp,
}

/// One row of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Who asks.
    pub customer: Customer,
    /// Who answers.
    pub assigned_agent: Option<Colleague>,
    /// What it is about; may be empty.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// How urgent it is.
    pub priority: Priority,
    /// The customer's language.
    pub language: Language,
    /// Messages of the customer that no agent has read.
    pub unread: u32,
    /// The newest message of either side.
    pub last_message: Option<LastMessage>,
    /// When it began.
    pub created_at: Timestamp,
    /// When anything in it changed last.
    pub updated_at: Timestamp,
}

impl ConversationSummary {
    /// What the list is sorted by, newest first: the moment of the last
    /// message, then the name.
    pub fn sort_key(&self) -> (&Timestamp, &ConversationId) {
        let moment = self.last_message.as_ref().map_or(&self.created_at, |message| &message.created_at);
        (moment, &self.conversation_id)
    }
}

/// Whose conversations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assignee {
    /// Everybody's.
    #[default]
    Anyone,
    /// The asking agent's.
    Me,
    /// Nobody's: the waiting queue.
    Nobody,
    /// One agent's.
    Agent(AgentId),
}

/// What the inbox lists. The same check runs on both sides: in the database,
/// and in the console on what a poll brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxView {
    /// Only these; all if empty.
    pub statuses: Vec<Status>,
    /// Only these; all if empty.
    pub priorities: Vec<Priority>,
    /// Whose.
    pub assignee: Assignee,
    /// Words to find in customer, subject or messages; all if empty.
    pub query: String,
}

impl InboxView {
    /// Whether a row belongs here, the search aside (only the database can
    /// search in messages).
    pub fn admits(&self, row: &ConversationSummary, me: AgentId) -> bool {
        let agent = row.assigned_agent.as_ref().map(|agent| agent.id);
        (self.statuses.is_empty() || self.statuses.contains(&row.status))
            && (self.priorities.is_empty() || self.priorities.contains(&row.priority))
            && match self.assignee {
                Assignee::Anyone => true,
                Assignee::Me => agent == Some(me),
                Assignee::Nobody => agent.is_none(),
                Assignee::Agent(id) => agent == Some(id),
            }
    }
}

/// How many conversations each tab holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxCounts {
    /// Open or pending, assigned to the asking agent.
    pub mine: u32,
    /// Open or pending, assigned to nobody.
    pub unassigned: u32,
    /// By status.
    pub open: u32,
    /// By status.
    pub pending: u32,
    /// By status.
    pub resolved: u32,
    /// By status.
    pub closed: u32,
}

impl InboxCounts {
    /// The count of one status.
    pub fn of(&self, status: Status) -> u32 {
        match status {
            Status::Open => self.open,
            Status::Pending => self.pending,
            Status::Resolved => self.resolved,
            Status::Closed => self.closed,
        }
    }

    /// All conversations.
    pub fn all(&self) -> u32 {
        self.open + self.pending + self.resolved + self.closed
    }
}

/// One page of the inbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboxPage {
    /// The rows, the newest message first.
    pub conversations: Vec<ConversationSummary>,
    /// What to ask the next page with; none on the last one.
    pub next_cursor: Option<String>,
    /// The tabs' counts.
    pub counts: InboxCounts,
    /// What to ask [`InboxChanges`] with.
    pub since: Timestamp,
}

/// What has changed in the whole desk since a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboxChanges {
    /// Rows that changed, of every view: see [`InboxView::admits`]. A row may
    /// come again although nothing in it changed.
    pub conversations: Vec<ConversationSummary>,
    /// The tabs' counts.
    pub counts: InboxCounts,
    /// What to ask with next.
    pub since: Timestamp,
    /// So much has changed that the page should be asked for anew.
    pub reload: bool,
}

/// A conversation as the console opens it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationDetail {
    /// Its row in the inbox.
    pub summary: ConversationSummary,
    /// Its newest messages.
    pub thread: super::thread::Thread,
    /// The newest customer message that an agent has read.
    pub agent_read_up_to: Option<MessageId>,
}

/// What an agent changes in a conversation: only what is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationUpdate {
    /// Where it shall stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Only if it stands so still: to undo what nobody has changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_status: Option<Status>,
    /// How urgent it shall be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Who shall answer; `null` unassigns, a missing field changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub assigned_agent_id: Option<Option<AgentId>>,
    /// The language to answer in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What it is about; empty takes it away. See [`super::subject::check`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// A field that is there, be it `null`: told apart from one that is missing.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
