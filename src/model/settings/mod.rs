//! The shop's settings, as admins edit them.

mod check;
mod dates;
mod for_widget;
mod origins;
mod text_rule;
mod week;

use adda_macros::Settings;
use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

pub use self::{
    check::{CheckedSettings, MEGABYTE},
    week::{Period, Week, minute_of},
};
use self::{for_widget::ForWidget, text_rule::TextRule};
use super::{
    attachment::AttachmentKind,
    code::code_text,
    color::Color,
    config::{Asked, WidgetPosition},
    timestamp::Timestamp,
};

/// The settings that an admin may change. The names are the original's.
// Each of them is declared here:
//
// - `#[widget]`: the widget receives it too, in `WidgetSettings`. With `in_language` it receives one
//   of two texts. With `name` or `ty` the setting has another name or type there.
// - `#[text]`: its form, and its length in characters (see `TextRule`). `check.rs` has other checks.
//
// The values are as typed. `ChatSettings::check` says which of them cannot be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Settings)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "console", derive(reactive_stores::Store))]
pub struct ChatSettings {
    /// The name that customers read. Empty by default.
    #[serde(default)]
    #[widget(in_language)]
    #[text(line, max = 60)]
    pub shop_name: String,
    /// The same in Bangla; may be empty.
    #[serde(default)]
    #[text(line, max = 60)]
    pub shop_name_bn: String,
    /// The address of the shop's site, `http` or `https`. Empty by default.
    #[serde(default)]
    #[widget]
    #[text(web_address, max = 500)]
    pub shop_url: String,
    /// The address of the shop's logo on this server; none without one. It is set and removed at an
    /// address of its own, and a change of the settings keeps it.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(read_only))]
    #[widget]
    pub shop_logo: Option<String>,
    /// Whether the widget is shown, and new conversations are taken.
    #[widget(name = enabled)]
    pub is_enabled: bool,
    /// The greeting that a conversation begins with.
    #[widget(in_language)]
    #[text(paragraphs, min = 1, max = 2_000)]
    pub welcome_message: String,
    /// The same in Bangla; may be empty.
    #[text(paragraphs, max = 2_000)]
    pub welcome_message_bn: String,
    /// The message that is shown while no agent is available.
    #[widget(in_language)]
    #[text(paragraphs, min = 1, max = 2_000)]
    pub offline_message: String,
    /// The same in Bangla; may be empty.
    #[text(paragraphs, max = 2_000)]
    pub offline_message_bn: String,
    /// The corner of the page that the widget is in.
    #[widget(name = position)]
    pub widget_position: WidgetPosition,
    /// The shop's colour, `#RRGGBB`.
    #[widget(ty = Color)]
    pub primary_color: String,
    /// Whether the chat is light, dark, or as the customer's device is set. Light by default. A page
    /// can choose otherwise.
    #[serde(default)]
    #[widget]
    pub color_scheme: ColorScheme,
    /// Whether new conversations are assigned to agents automatically.
    pub auto_assign: bool,
    /// The minutes of absence after which an agent's open conversations go back to the queue, 1 to
    /// 1440. 5 by default.
    #[serde(default = "five_minutes")]
    pub release_after_minutes: i64,
    /// The largest attachment, in bytes: whole megabytes of 1,048,576 bytes, 1
    /// to 100.
    #[widget(ty = u64)]
    pub max_file_size: i64,
    /// Whether business hours are followed. If not, an online agent is available at any hour.
    pub business_hours_enabled: bool,
    /// When business begins, `hh:mm` in the shop's time zone.
    pub business_hours_start: String,
    /// When business ends. A time that is not after the start is on the next day.
    pub business_hours_end: String,
    /// The days of business, 1 (Monday) to 7.
    pub weekdays: Vec<u8>,
    /// The periods of each day. None: from start to end on each of the weekdays.
    pub business_periods: Option<Week>,
    /// Days without business.
    pub holidays: Vec<Holiday>,
    /// The zone of the hours, by its name in the IANA database.
    #[text(paragraphs, min = 1, max = 64)]
    pub timezone: String,
    /// Whether the widget shows if an agent is online.
    #[widget]
    pub show_online_status: bool,
    /// The kinds of file that are accepted.
    #[widget]
    pub attachment_types: Vec<AttachmentKind>,
    /// Whether visitors whom the shop does not vouch for may write.
    #[widget]
    pub allow_anonymous: bool,
    /// Shops that may embed the widget, in addition to those of the configuration.
    pub allowed_origins: Vec<String>,
    /// Whether a customer is asked to rate a conversation.
    #[widget]
    pub rating_enabled: bool,
    /// Whether a visitor is asked for their name before the first message.
    #[widget]
    pub prechat_name: Asked,
    /// Whether a visitor is asked for their email address before the first message.
    #[widget]
    pub prechat_email: Asked,
    /// Whether every agent needs two-factor authentication. False by default.
    #[serde(default)]
    pub require_two_factor: bool,
    /// The days after its last activity for which a resolved or closed conversation is kept, 1 to
    /// 36500. None by default: it is kept until it is deleted.
    #[serde(default)]
    pub keep_conversations_days: Option<i64>,
    /// The days for which an attachment is kept, 1 to 36500. Its message stays. None by default: it
    /// is kept as long as the message.
    #[serde(default)]
    pub keep_attachments_days: Option<i64>,
    /// The days for which an entry of the log of changes is kept, 1 to 36500. None by default: it is
    /// kept for good.
    #[serde(default)]
    pub keep_log_days: Option<i64>,
    /// When the settings were last changed. An edit sends it to name the state that it started
    /// from.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

const fn five_minutes() -> i64 {
    5
}

impl ChatSettings {
    /// Returns the periods of each day, for both ways to write them.
    pub fn week(&self) -> Week {
        self.business_periods.clone().unwrap_or_else(|| {
            Week::uniform(
                &Period { start: self.business_hours_start.clone(), end: self.business_hours_end.clone() },
                &self.weekdays,
            )
        })
    }
}

/// The colours of the chat, apart from the shop's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum ColorScheme {
    /// Dark text on a light ground.
    #[default]
    Light,
    /// Light text on a dark ground.
    Dark,
    /// As the customer's device is set.
    Auto,
}

code_text!(ColorScheme, unknown: Light);

/// A day without business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Holiday {
    /// The day, `yyyy-mm-dd`.
    pub date: String,
    /// Its name; may be empty.
    #[serde(default)]
    pub name: String,
    /// The same in Bangla; may be empty.
    #[serde(default)]
    pub name_bn: String,
}

/// The secret that signs customers' identities, for admins.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IdentitySecret {
    /// The secret.
    pub secret: String,
    /// Whether the one before it is still accepted.
    pub has_previous: bool,
    /// Whether the configuration sets it, so that an admin cannot replace it.
    pub is_fixed: bool,
}
