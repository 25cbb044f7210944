//! The agents' inbox: its rows, and their changes.

use serde::{Deserialize, Serialize};

use super::{
    agent::Colleague,
    conversation::{Priority, Status},
    customer::Customer,
    deletion::Deletion,
    ids::{AgentId, ConversationId, MentionId, MessageId},
    label::Label,
    language::Language,
    mention::Mention,
    message::MessageType,
    timestamp::Timestamp,
};

/// The newest message, as a row shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LastMessage {
    /// Its beginning, on one line. For a file without words, the file's name. Empty if it was
    /// deleted.
    pub text: String,
    /// Its type.
    #[serde(default)]
    pub message_type: MessageType,
    /// Whether the shop's side sent it.
    pub is_agent: bool,
    /// The agent who sent it; none for the customer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<AgentId>,
    /// That agent's name; empty for the customer's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sender_name: String,
    /// The same in Bangla; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sender_name_bn: String,
    /// When it was stored.
    pub created_at: Timestamp,
}

impl LastMessage {
    /// Returns what lists show of it: its beginning, or that it was deleted.
    pub fn line(&self, language: Language) -> &str {
        Deletion::of_excerpt(&self.text, self.message_type).map_or(&self.text, |deletion| deletion.words(language))
    }
}

/// One row of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationSummary {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The customer.
    pub customer: Customer,
    /// The assignee; none if it is unassigned.
    pub assigned_agent: Option<Colleague>,
    /// The subject; may be empty.
    pub subject: String,
    /// The status.
    pub status: Status,
    /// Whether an agent has snoozed it: set it aside until a time, or until the customer writes. Its
    /// status is then `pending`, and lists of pending conversations leave it out.
    #[serde(default)]
    pub is_snoozed: bool,
    /// When the snooze ends. None if it lasts until the customer writes, or if the conversation is
    /// not snoozed.
    #[serde(default)]
    pub snoozed_until: Option<Timestamp>,
    /// The priority.
    pub priority: Priority,
    /// The customer's language.
    pub language: Language,
    /// Messages of the customer that the assignee has not read. 1 if they are all read and the
    /// conversation was marked as unread.
    pub unread: u32,
    /// The newest message of either side.
    pub last_message: Option<LastMessage>,
    /// Since when the customer waits for an answer; none while they do not wait.
    pub waiting_since: Option<Timestamp>,
    /// The labels that agents have put on it.
    pub labels: Vec<Label>,
    /// Whether the asking agent has typed a reply or a note in it that is not sent. Left out if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_draft: bool,
    /// Where the words of a search were found; none without a search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hit: Option<Hit>,
    /// The newest note that mentions the asking agent; none if none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<Mention>,
    /// When it began.
    pub created_at: Timestamp,
    /// When anything in it changed last.
    pub updated_at: Timestamp,
}

impl ConversationSummary {
    /// Returns the moment of the last message; before there is one, the moment at which
    /// it began.
    pub fn last_at(&self) -> &Timestamp {
        self.last_message.as_ref().map_or(&self.created_at, |message| &message.created_at)
    }

    /// Returns whether the agent `me` is its assignee.
    pub fn is_assigned_to(&self, me: AgentId) -> bool {
        self.assigned_agent.as_ref().is_some_and(|agent| agent.id == me)
    }

    /// Returns the newest mention of the asking agent, unless the agent has seen all of them.
    pub fn unseen_mention(&self) -> Option<&Mention> {
        self.mention.as_ref().filter(|mention| !mention.is_seen)
    }

    /// Returns how long it is snoozed; none if it is not.
    pub fn snooze(&self) -> Option<Snooze> {
        self.is_snoozed.then(|| Snooze { until: self.snoozed_until.clone() })
    }

    /// Returns whether its unread messages wait for the agent `me`. They do if it is open or
    /// pending and not snoozed, and assigned to the agent, unassigned, or assigned to an agent who is absent.
    pub fn waits_for(&self, me: AgentId) -> bool {
        let concerns = |agent: &Colleague| agent.id == me || !agent.is_online;
        self.status.is_active() && !self.is_snoozed && self.assigned_agent.as_ref().is_none_or(concerns)
    }
}

/// How long a conversation is snoozed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// When the snooze ends; none if it lasts until the customer writes.
    pub until: Option<Timestamp>,
}

/// Where the words of a search were found in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The place in which the words were found.
    pub place: HitPlace,
    /// The text around the words, on one line, cut where they begin and end.
    pub parts: Vec<HitPart>,
}

/// The place in which the words of a search were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum HitPlace {
    /// The customer's name.
    Name,
    /// The customer's email.
    Email,
    /// The conversation's id.
    Id,
    /// The conversation's subject.
    Subject,
    /// A message of either side.
    Message,
    /// A note of an agent to colleagues.
    Note,
    /// The name of an attachment.
    Attachment,
}

/// A piece of the text around a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HitPart {
    /// The piece.
    pub text: String,
    /// Whether it is one of the words that were searched for.
    pub is_match: bool,
}

/// How many conversations of each status there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StatusCounts {
    /// Open ones.
    pub open: u32,
    /// Pending ones that are not snoozed.
    pub pending: u32,
    /// Snoozed ones.
    #[serde(default)]
    pub snoozed: u32,
    /// Resolved ones.
    pub resolved: u32,
    /// Closed ones.
    pub closed: u32,
}

impl StatusCounts {
    /// Returns the count of one status.
    pub fn of(&self, status: Status) -> u32 {
        match status {
            Status::Open => self.open,
            Status::Pending => self.pending,
            Status::Resolved => self.resolved,
            Status::Closed => self.closed,
        }
    }

    /// Counts more of a status.
    pub fn add(&mut self, status: Status, count: u32) {
        match status {
            Status::Open => self.open += count,
            Status::Pending => self.pending += count,
            Status::Resolved => self.resolved += count,
            Status::Closed => self.closed += count,
        }
    }

    /// Counts some of the pending ones as snoozed instead.
    pub fn snooze(&mut self, count: u32) {
        self.pending = self.pending.saturating_sub(count);
        self.snoozed += count;
    }

    /// Returns how many are open or pending, and not snoozed.
    pub fn active(&self) -> u32 {
        self.open + self.pending
    }

    /// Returns how many there are in all.
    pub fn all(&self) -> u32 {
        self.active() + self.snoozed + self.resolved + self.closed
    }
}

/// The number of conversations in each tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxCounts {
    /// Open or pending and not snoozed, assigned to the asking agent.
    pub mine: u32,
    /// Open or pending and not snoozed, unassigned.
    pub unassigned: u32,
    /// Open or pending and not snoozed, unassigned or assigned to an absent agent other than the
    /// asking one.
    pub waiting: u32,
    /// Unread messages in conversations that are assigned to the asking agent or wait.
    pub unread: u32,
    /// Notes that mention the asking agent, and that the agent has not seen.
    #[serde(default)]
    pub mentions: u32,
    /// The newest of these mentions; none without any.
    #[serde(default)]
    pub newest_mention: Option<MentionId>,
    /// All conversations, by status.
    #[serde(flatten)]
    pub all: StatusCounts,
    /// Those of the asking agent, by status.
    pub mine_by_status: StatusCounts,
    /// The unassigned ones, by status.
    pub unassigned_by_status: StatusCounts,
    /// Those that are unassigned or assigned to an absent agent, by status.
    pub waiting_by_status: StatusCounts,
}

/// The point in the history of changes at which an answer was made. A client sends it
/// back to ask what has changed since. Its text is opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxCursor(pub String);

/// One page of the inbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxPage {
    /// The rows, in the view's order.
    pub conversations: Vec<ConversationSummary>,
    /// The cursor of the next page; none on the last one. A page of a search may be
    /// short, or empty, without being the last.
    pub next_cursor: Option<String>,
    /// The tabs' counts.
    pub counts: InboxCounts,
    /// The cursor to ask for changes with, as `since`.
    pub since: InboxCursor,
}

/// All changes of conversations since an earlier answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxChanges {
    /// Rows that changed, of all views of the inbox. A row may come again although
    /// nothing in it changed.
    pub conversations: Vec<ConversationSummary>,
    /// The tabs' counts; none if nothing has changed.
    pub counts: Option<InboxCounts>,
    /// The cursor to ask with next.
    pub since: InboxCursor,
    /// When the answer was made, by the server's clock. Ages are counted from it,
    /// because the caller's clock may be wrong. Empty in answers of older servers.
    #[serde(default)]
    pub now: Timestamp,
    /// Whether the page must be read again, because too much has changed or the
    /// cursor is not one of this database.
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

/// A change of a conversation by an agent. A field that is missing changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationUpdate {
    /// The new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The change is made only if the conversation still has this status. So an undo
    /// does not overwrite a later change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_status: Option<Status>,
    /// The change is made only if the conversation still has this priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_priority: Option<Priority>,
    /// The change is made only if the conversation still has this assignee. `null` stands for
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub if_assigned_agent_id: Option<Option<AgentId>>,
    /// The change is made only if the conversation is still answered in this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_language: Option<Language>,
    /// The change is made only if the conversation is still snoozed, or still not snoozed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_is_snoozed: Option<bool>,
    /// The change is made only if the snooze still ends at this time. `null` stands for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub if_snoozed_until: Option<Option<Timestamp>>,
    /// `true` snoozes the conversation until `snoozed_until` or, without a time, until the customer
    /// writes. `false` ends the snooze.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_snoozed: Option<bool>,
    /// Snoozes the conversation until this time, at most a year from now. `null` ends the snooze.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub snoozed_until: Option<Option<Timestamp>>,
    /// The new priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The new assignee. `null` unassigns, a missing field changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub assigned_agent_id: Option<Option<AgentId>>,
    /// The language to answer in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The new subject. An empty text removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// Reads a field that is present, also if it is `null`, so that it differs from one
/// that is missing.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
