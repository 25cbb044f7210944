//! The status and the priority of a conversation.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{agent::AgentCard, code::code_text, ids::ConversationId};

/// The status of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Status {
    /// The customer and the shop are talking.
    Open,
    /// Waiting: it has no message yet, or an agent set it aside.
    Pending,
    /// Answered; a customer's message opens it again.
    Resolved,
    /// It is over, and takes no message until it is reopened.
    Closed,
}

impl Status {
    /// Returns whether the conversation is active: open or pending.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::Pending)
    }
}

/// The priority of a conversation.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray,
)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Priority {
    /// It can wait.
    Low,
    /// The priority of a new conversation.
    #[default]
    Normal,
    /// It comes before others.
    High,
    /// It needs an answer now.
    Urgent,
}

code_text!(Status, unknown: Open);
code_text!(Priority, unknown: Normal);

/// The conversation that a customer continues.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationStart {
    /// The conversation to write to.
    pub conversation_id: ConversationId,
    /// The conversation's status.
    pub status: Status,
    /// The assignee, if there is one.
    pub agent: Option<AgentCard>,
}
