//! A conversation's messages as polls return them, for both sides.

use serde::{Deserialize, Serialize};

use super::{
    agent::AgentCard,
    conversation::Status,
    ids::{ConversationId, MessageId},
    message::Message,
    rating::Rating,
    timestamp::Timestamp,
};
#[cfg(feature = "leptos")]
use super::{draft::DraftIds, viewer::Viewer};
use crate::wire::{Read, Write};

/// The requested part of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Write)]
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct MessageRange {
    /// Only messages after this one.
    pub after: Option<MessageId>,
    /// Only messages before this one, for the pages before.
    pub before: Option<MessageId>,
    /// The maximum number of messages: the newest of the range, unless `after` is given.
    pub limit: Option<u32>,
    /// The `deletions` of an earlier response, or 0, if `after` is given: the response contains
    /// the messages that have been edited since, or in which something has been deleted. Without
    /// it, the response does not tell of edits and deletions.
    pub deletions: Option<i64>,
}

impl MessageRange {
    /// The maximum number of messages in a response.
    pub const MAX_LIMIT: u32 = 200;
    /// The number of messages in a response if the request has no limit.
    pub const DEFAULT_LIMIT: u32 = 50;

    /// Returns the range after `id`; the newest messages if it is `None`.
    pub fn after(id: Option<MessageId>) -> Self {
        Self { after: id, ..Self::default() }
    }

    /// Returns the limit within its bounds.
    pub fn limit_or_default(&self) -> u64 {
        u64::from(self.limit.unwrap_or(Self::DEFAULT_LIMIT).clamp(1, Self::MAX_LIMIT))
    }
}

/// Part of a conversation, and its state.
///
/// A field with its usual value is left out. This makes the answer to a poll that finds
/// nothing new a third as long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Thread {
    /// The messages asked for, oldest first.
    pub messages: Vec<Message>,
    /// Messages that were edited after the `deletions` of the request, or in which something was
    /// deleted, or that were taken back, as they are now. Left out if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deleted: Vec<Message>,
    /// The cursor of the last edit or deletion, for the next request. Left out if it is that of the
    /// request, or nothing was ever edited or deleted.
    #[serde(default, skip_serializing_if = "is_none_deleted")]
    pub deletions: i64,
    /// The status of the conversation.
    pub status: Status,
    /// The assignee, if there is one.
    pub agent: Option<AgentCard>,
    /// The newest message of the asking side that the other side has read; left out if
    /// there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_up_to: Option<MessageId>,
    /// How many messages of the other side the asking side has not read: for an
    /// agent in this conversation, for a customer in all of their conversations. Left out
    /// if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread: u32,
    /// How many of these are in other conversations; 0 for an agent.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread_elsewhere: u32,
    /// The conversation that the newest of those is in; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_conversation: Option<ConversationId>,
    /// Whether there are more messages in the direction that was asked for; left out if
    /// not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_more: bool,
    /// Whether the other side is typing; left out if not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub other_is_typing: bool,
    /// Colleagues who also look at the conversation. Only for agents who have it on screen
    /// themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg(feature = "leptos")]
    pub viewers: Vec<Viewer>,
    /// The ids of the asking agent's drafts in the conversation; left out if there are none, and for
    /// customers.
    #[cfg(feature = "leptos")]
    #[serde(default, skip_serializing_if = "DraftIds::is_empty")]
    pub drafts: DraftIds,
    /// Whether any agent is online; left out if not. The configuration contains the number.
    #[serde(default, skip_serializing_if = "is_false")]
    pub agents_online: bool,
    /// Whether it is within business hours; left out if so.
    #[serde(default, skip_serializing_if = "WithinBusinessHours::is_so")]
    #[cfg_attr(feature = "ssr", schema(value_type = bool))]
    pub within_business_hours: WithinBusinessHours,
    /// When business hours begin again; left out within them, and if that is months away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// The version of the settings, which is also in the configuration.
    pub settings_version: i64,
    /// The customer's rating of the conversation, if they gave one. After the conversation is
    /// reopened, it can be rated again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

#[cfg(any(test, feature = "console"))]
impl Thread {
    /// Makes the thread of an unassigned conversation, for tests and for the preview of the widget.
    pub fn sample(messages: Vec<Message>) -> Self {
        Self {
            messages,
            deleted: Vec::new(),
            deletions: 0,
            status: Status::Open,
            agent: None,
            read_up_to: None,
            unread: 0,
            unread_elsewhere: 0,
            unread_conversation: None,
            has_more: false,
            other_is_typing: false,
            #[cfg(feature = "leptos")]
            viewers: Vec::new(),
            #[cfg(feature = "leptos")]
            drafts: DraftIds::default(),
            agents_online: true,
            within_business_hours: WithinBusinessHours(true),
            opens_at: None,
            settings_version: 0,
            rating: None,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")
)]
fn is_none_deleted(cursor: &i64) -> bool {
    *cursor == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Whether it is within business hours. True if a response leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(transparent)]
pub struct WithinBusinessHours(pub bool);

impl Default for WithinBusinessHours {
    fn default() -> Self {
        Self(true)
    }
}

impl WithinBusinessHours {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_so(&self) -> bool {
        self.0
    }
}

/// The conversation that an opened widget shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Read)]
pub struct OpenedChat {
    /// The conversation's id.
    pub conversation_id: ConversationId,
    /// Its newest messages.
    pub thread: Thread,
    /// Whether the customer is asked for their name or email address before they write.
    pub asks_details: bool,
    /// The token of a new session, for pages of other sites, which get no cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The address of the conversation as a text file, for such a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
}
