//! The widget's public configuration.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{
    attachment::AttachmentRules, code::code_text, language::Language, settings::WidgetSettings, timestamp::Timestamp,
};
use crate::wire::Read;

/// The address of the page in which the settings show the widget.
pub const PREVIEW: &str = "/support/preview";

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
    /// The settings that are declared for the widget, in the requested language.
    #[serde(flatten)]
    pub settings: WidgetSettings,
    /// How many agents are online.
    pub agents_online: u32,
    /// Whether it is within business hours.
    pub within_business_hours: bool,
    /// When business hours begin again; left out within them, and if that is months away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// The languages on offer.
    pub languages: Vec<Language>,
    /// The version of the settings. Each poll returns it, and a client with another version fetches
    /// the settings again.
    pub settings_version: i64,
}

impl WidgetConfig {
    /// Returns whether visitors are asked for their details before the first message.
    pub fn asks_details(&self) -> bool {
        [self.settings.prechat_name, self.settings.prechat_email].iter().any(|&asked| asked != Asked::Off)
    }

    /// Returns the rules for attachments.
    pub fn attachment_rules(&self) -> AttachmentRules {
        let WidgetSettings { max_file_size, attachment_types, .. } = &self.settings;
        AttachmentRules { max_bytes: *max_file_size, kinds: attachment_types.clone() }
    }
}
