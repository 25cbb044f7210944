//! The context that agents see beside a conversation.

use serde::{Deserialize, Serialize};

use super::{block::Block, conversation::Status, ids::ConversationId, page::VisitedPage, timestamp::Timestamp};

/// The customer's page, browser and other conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationContext {
    /// The page that the customer last wrote from.
    pub page: VisitedPage,
    /// The host of the page's address, with its port; empty if there is none. The title
    /// comes from the customer's browser and can be forged.
    #[serde(default)]
    pub page_host: String,
    /// Whether that host is this server's own or one of the shop's.
    #[serde(default)]
    pub page_is_own: bool,
    /// The customer's browser, as it names itself; may be empty.
    pub user_agent: String,
    /// The customer's other conversations, the newest first.
    pub others: Vec<OtherConversation>,
    /// The block of the customer, if there is one.
    pub block: Option<Block>,
}

/// Another conversation of the same customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OtherConversation {
    /// The conversation's id.
    pub conversation_id: ConversationId,
    /// The subject; may be empty.
    pub subject: String,
    /// The status.
    pub status: Status,
    /// The beginning of its last message.
    pub excerpt: String,
    /// When the last message in it was written.
    pub last_message_at: Timestamp,
}
