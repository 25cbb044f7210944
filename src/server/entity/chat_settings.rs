//! `support_chatsettings`: the shop's settings, one row.

use chrono::Duration;
use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::{
    attachment::{AttachmentRules, BYTES_OF_MEGABYTE},
    color::Color,
    config::{Asked, WidgetPosition},
    language::Language,
};

/// The id of the only row.
pub const ONLY_ROW: i64 = 1;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_chatsettings")]
pub struct Model {
    /// Always [`ONLY_ROW`].
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The name that customers read; may be empty.
    pub shop_name: String,
    /// Whether the widget is shown at all.
    pub is_enabled: bool,
    /// The greeting that a conversation begins with.
    pub welcome_message: String,
    /// The same in Bangla; may be empty.
    pub welcome_message_bn: String,
    /// The text that is shown while no agent is present.
    pub offline_message: String,
    /// The same in Bangla; may be empty.
    pub offline_message_bn: String,
    /// The corner of the page in which the widget is shown.
    pub widget_position: WidgetPosition,
    /// The shop's colour.
    pub primary_color: Color,
    /// Whether new conversations are assigned to agents automatically.
    pub auto_assign: bool,
    /// How long an agent keeps conversations while absent, in minutes.
    pub release_after_minutes: i32,
    /// The maximum size of an attachment, in megabytes of 1,048,576 bytes.
    pub max_file_size: i32,
    /// Whether business hours are followed.
    pub business_hours_enabled: bool,
    /// When business begins, in the shop's time zone.
    pub business_hours_start: Time,
    /// When business ends; if that is before the start, on the next day.
    pub business_hours_end: Time,
    /// Whether the widget shows whether an agent is online.
    pub show_online_status: bool,
    /// The business days, 1 (Monday) to 7, separated by commas.
    pub weekdays: String,
    /// The time zone of the hours, by its name in the IANA database.
    pub timezone: String,
    /// Business periods by day, as JSON; empty if each business day lasts from
    /// start to end.
    pub business_periods: String,
    /// Holidays, as JSON.
    pub holidays: String,
    /// The kinds of file that are accepted, separated by commas.
    pub attachment_types: String,
    /// Whether anonymous visitors may write.
    pub allow_anonymous: bool,
    /// Origins of shops that may embed the widget, besides those of the
    /// configuration; one per line.
    pub allowed_origins: String,
    /// Whether customers are asked for a rating.
    pub rating_enabled: bool,
    /// Whether the name is asked before the first message: off, optional or
    /// required.
    pub prechat_name: Asked,
    /// The same for the email address.
    pub prechat_email: Asked,
    /// Whether every agent needs two-factor authentication.
    pub require_two_factor: bool,
    /// The previous secret, which is still valid after a replacement; empty if
    /// there is none.
    pub previous_identity_secret: String,
    /// The secret that signs customer identity; created on the first start.
    pub identity_secret: String,
    /// When the database was created.
    pub created_at: DateTimeUtc,
    /// When the settings changed last.
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &["identity_secret", "previous_identity_secret"]))
    }
}

impl Model {
    /// Returns a number that differs between any two versions of the settings.
    pub fn version(&self) -> i64 {
        self.updated_at.timestamp_millis()
    }

    /// Returns how long an agent keeps conversations while absent.
    pub fn release_after(&self) -> Duration {
        Duration::minutes(self.release_after_minutes.into())
    }

    /// Returns the greeting in a language.
    pub fn welcome_in(&self, language: Language) -> &str {
        language.pick(&self.welcome_message, &self.welcome_message_bn)
    }

    /// Returns the offline message in a language.
    pub fn offline_in(&self, language: Language) -> &str {
        language.pick(&self.offline_message, &self.offline_message_bn)
    }

    /// Returns the maximum size of an attachment, in bytes.
    pub fn max_file_bytes(&self) -> u64 {
        u64::try_from(self.max_file_size).unwrap_or(0) * BYTES_OF_MEGABYTE
    }

    /// Returns which files are accepted.
    pub fn attachment_rules(&self) -> AttachmentRules {
        AttachmentRules { max_bytes: self.max_file_bytes(), kinds: AttachmentRules::kinds(&self.attachment_types) }
    }
}
