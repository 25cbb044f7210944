//! What admins and agents changed, for the log.

use serde::{Deserialize, Serialize};

use super::code::code_text;

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Action {
    /// Something new was made.
    Created,
    /// Something was changed.
    Updated,
    /// Something was deleted.
    Deleted,
    /// Several things got another order.
    Reordered,
    /// A secret was replaced. Neither value is in the log.
    Replaced,
    /// A link to choose a password was made.
    Invited,
    /// All sessions of an agent were ended.
    SignedOut,
}

impl Action {
    /// All.
    pub const ALL: [Self; 7] =
        [Self::Created, Self::Updated, Self::Deleted, Self::Reordered, Self::Replaced, Self::Invited, Self::SignedOut];

    /// Returns the word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
            Self::Reordered => "reordered",
            Self::Replaced => "replaced",
            Self::Invited => "invited",
            Self::SignedOut => "signed_out",
        }
    }
}

code_text!(Action);

/// The kind of thing that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Subject {
    /// A conversation.
    Conversation,
    /// A label.
    Label,
    /// A quick reply.
    QuickReply,
    /// An agent.
    Agent,
    /// The shop's settings.
    Settings,
    /// The secret that signs customer identity.
    IdentitySecret,
    /// The sessions of all customers.
    CustomerSessions,
    /// A customer who is blocked.
    Block,
}

impl Subject {
    /// All.
    pub const ALL: [Self; 8] = [
        Self::Conversation,
        Self::Label,
        Self::QuickReply,
        Self::Agent,
        Self::Settings,
        Self::IdentitySecret,
        Self::CustomerSessions,
        Self::Block,
    ];

    /// Returns the word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Label => "label",
            Self::QuickReply => "quick_reply",
            Self::Agent => "agent",
            Self::Settings => "settings",
            Self::IdentitySecret => "identity_secret",
            Self::CustomerSessions => "customer_sessions",
            Self::Block => "block",
        }
    }

    /// Returns whether there are several of the kind, so that each needs a name.
    pub const fn has_name(self) -> bool {
        !matches!(self, Self::Settings | Self::IdentitySecret)
    }
}

code_text!(Subject);
