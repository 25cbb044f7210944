//! A conversation's states.

use serde::{Deserialize, Serialize};

use super::{agent::AgentCard, code::code_text, ids::ConversationId};

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Status {
    /// Being talked about.
    Open,
    /// Waiting: nobody has written yet, or an agent set it aside.
    Pending,
    /// Answered; a customer's message opens it again.
    Resolved,
    /// Over; takes no message until it is reopened.
    Closed,
}

impl Status {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Open, Self::Pending, Self::Resolved, Self::Closed];

    /// The word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// Whether somebody still has to act on it.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::Pending)
    }
}

/// How urgent a conversation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Priority {
    /// Can wait.
    Low,
    /// As every conversation begins.
    #[default]
    Normal,
    /// Before others.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// All, in rising order.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }
}

code_text!(Status);
code_text!(Priority);

/// The conversation that a customer goes on with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationStart {
    /// The conversation to write to.
    pub conversation_id: ConversationId,
    /// Where it stands.
    pub status: Status,
    /// Who answers, if somebody is assigned.
    pub agent: Option<AgentCard>,
}
