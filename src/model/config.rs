//! The widget's public configuration.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{
    attachment::{AttachmentKind, AttachmentRules},
    code::code_text,
    color::Color,
    language::Language,
};
use crate::wire::Read;

/// The corner of the page that the button is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum WidgetPosition {
    /// Bottom right.
    #[default]
    BottomRight,
    /// Bottom left.
    BottomLeft,
}

code_text!(WidgetPosition, unknown: BottomRight);

/// Whether a visitor is asked for something before the first message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Asked {
    /// It is not asked.
    #[default]
    Off,
    /// It may be left empty.
    Optional,
    /// It must be given.
    Required,
}

code_text!(Asked, unknown: Off);

/// The public configuration, which needs no session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WidgetConfig {
    /// The shop's name; empty if it has none.
    #[serde(default)]
    pub shop_name: String,
    /// Whether the widget is shown at all.
    pub enabled: bool,
    /// The corner of the page that the widget is in.
    pub position: WidgetPosition,
    /// The shop's colour.
    pub primary_color: Color,
    /// Whether the header shows if an agent is online.
    pub show_online_status: bool,
    /// The greeting, in the requested language.
    pub welcome_message: String,
    /// The message that is shown when no agent is online, in the requested language.
    pub offline_message: String,
    /// How many agents are online.
    pub agents_online: u32,
    /// The largest attachment, in bytes.
    pub max_file_size: u64,
    /// The kinds of file that are accepted.
    pub attachment_types: Vec<AttachmentKind>,
    /// Whether it is within business hours.
    pub within_business_hours: bool,
    /// The languages on offer.
    pub languages: Vec<Language>,
    /// Whether a customer is asked to rate a conversation.
    pub rating_enabled: bool,
    /// Whether a visitor is asked for their name before the first message.
    pub prechat_name: Asked,
    /// The same for the email address.
    pub prechat_email: Asked,
    /// Whether visitors whom the shop does not vouch for may write.
    pub allow_anonymous: bool,
    /// The version of the settings. Each poll returns it, and a client with another version fetches
    /// the settings again.
    pub settings_version: i64,
}

impl WidgetConfig {
    /// Returns the rules for attachments.
    pub fn attachment_rules(&self) -> AttachmentRules {
        AttachmentRules { max_bytes: self.max_file_size, kinds: self.attachment_types.clone() }
    }
}
