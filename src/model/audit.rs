//! The changes by admins and agents that the log records.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::code::code_text;

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Action {
    /// Something new was made.
    Created,
    /// Something was changed.
    Updated,
    /// Something was deleted.
    Deleted,
    /// The order of several things was changed.
    Reordered,
    /// A secret was replaced. Neither value is in the log.
    Replaced,
    /// A link to choose a password was made.
    Invited,
    /// All sessions of an agent were ended.
    SignedOut,
    /// An agent signed in.
    SignedIn,
    /// A secret was shown, or the data of a customer were exported.
    Shown,
    /// The text of a message was edited. Neither text is in the log.
    Edited,
}

code_text!(Action);

/// The kind of thing that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
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
    /// A customer whose data were erased.
    Customer,
    /// Data that were older than the settings allow.
    OldData,
    /// A message. The entry has the id of its conversation.
    Message,
    /// A note. The entry has the id of its conversation.
    Note,
    /// The file of a message. The entry has the id of its conversation.
    File,
}

impl Subject {
    /// Returns whether there are several of the kind, so that each needs a name.
    pub const fn has_name(self) -> bool {
        !matches!(self, Self::Settings | Self::IdentitySecret | Self::OldData)
    }
}

code_text!(Subject);

/// The fields that entries may have. Those of the settings are the settings' own
/// (`ChatSettings`). Each has a name in the log, in both languages.
pub const FIELDS: [&str; 34] = [
    "status",
    "is_snoozed",
    "snoozed_until",
    "priority",
    "assigned_agent_id",
    "language",
    "subject",
    "label",
    "name",
    "color",
    "title",
    "title_bn",
    "content",
    "content_bn",
    "category",
    "order",
    "is_active",
    "display_name",
    "display_name_bn",
    "bio",
    "email",
    "username",
    "avatar",
    "role",
    "max_open",
    "two_factor",
    "field",
    "expires_at",
    "address_until",
    "count",
    "conversations",
    "messages",
    "files",
    "log_entries",
];
