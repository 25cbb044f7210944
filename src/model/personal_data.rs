//! All that is stored about one customer, as an export contains it.

use serde::{Deserialize, Serialize};

use super::{
    conversation::{Priority, Status},
    customer::Customer,
    ids::ConversationId,
    language::Language,
    message::Message,
    timestamp::Timestamp,
};

/// All that is stored about one customer. Notes are left out: agents write them for each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PersonalData {
    /// The customer.
    pub customer: Customer,
    /// The shop's id of the customer; none for an anonymous visitor.
    pub external_id: Option<String>,
    /// When the customer first opened the chat.
    pub first_seen_at: Timestamp,
    /// The network address that the customer last wrote from, while it is kept.
    pub network: Option<StoredNetwork>,
    /// When the customer was blocked, if they are.
    pub blocked_at: Option<Timestamp>,
    /// The sessions that have not been deleted yet, without their tokens.
    pub sessions: Vec<StoredSession>,
    /// The conversations, the oldest first.
    pub conversations: Vec<StoredConversation>,
}

/// An address that a customer wrote from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StoredNetwork {
    /// The address.
    pub address: String,
    /// When the customer last wrote from there, to the hour.
    pub seen_at: Timestamp,
}

/// A session of a customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StoredSession {
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Timestamp,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
}

/// A conversation with all of its messages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StoredConversation {
    /// Its id.
    pub conversation_id: ConversationId,
    /// Its subject; may be empty.
    pub subject: String,
    /// Its status.
    pub status: Status,
    /// Its priority.
    pub priority: Priority,
    /// The language in which the customer is answered.
    pub language: Language,
    /// Its labels.
    pub labels: Vec<String>,
    /// The page on which the customer last wrote.
    pub page_url: String,
    /// The title of that page.
    pub page_title: String,
    /// The customer's browser, as it calls itself.
    pub user_agent: String,
    /// The rating from 1 to 5, if there is one.
    pub rating: Option<i32>,
    /// The comment on the rating.
    pub rating_comment: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// The messages, the oldest first. The files are not contained; `attachment` is the address
    /// of each.
    pub messages: Vec<Message>,
}

/// What was erased of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Erased {
    /// How many conversations.
    pub conversations: u64,
    /// How many messages and notes in them.
    pub messages: u64,
    /// How many stored files, thumbnails included.
    pub files: u64,
}
