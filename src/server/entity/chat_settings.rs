//! `support_chatsettings`: the shop's settings, one row, and how its columns hold them.

use std::num::TryFromIntError;

use chrono::Duration;
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::Serialize;

use super::text::prepare;
use crate::model::{
    attachment::{AttachmentKind, AttachmentRules, BYTES_OF_MEGABYTE},
    color::Color,
    config::{Asked, WidgetPosition},
    language::Language,
    settings::{ChatSettings, CheckedSettings, ColorScheme, Holiday, MEGABYTE, Week},
};

/// The format of a time of day in the API.
const TIME: &str = "%H:%M";

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
    /// The same in Bangla; may be empty.
    pub shop_name_bn: String,
    /// The address of the shop's site; may be empty.
    pub shop_url: String,
    /// The address of the shop's logo, a square picture.
    pub shop_logo: Option<String>,
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
    /// Whether the widget is light, dark, or as the customer's device is set.
    pub color_scheme: ColorScheme,
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
    /// The days after its last activity for which a resolved or closed
    /// conversation is kept; none if it is kept until it is deleted.
    pub keep_conversations_days: Option<i32>,
    /// The days for which an attachment is kept; none if it is kept as long as
    /// its message.
    pub keep_attachments_days: Option<i32>,
    /// The days for which an entry of the log is kept; none if it is kept for
    /// good.
    pub keep_log_days: Option<i32>,
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

    /// Returns the maximum size of an attachment, in bytes.
    pub fn max_file_bytes(&self) -> u64 {
        u64::try_from(self.max_file_size).unwrap_or(0) * BYTES_OF_MEGABYTE
    }

    /// Returns which files are accepted.
    pub fn attachment_rules(&self) -> AttachmentRules {
        AttachmentRules { max_bytes: self.max_file_bytes(), kinds: AttachmentRules::kinds(&self.attachment_types) }
    }
}

impl Model {
    /// Returns the periods by day, unless the hours are in the simple form.
    pub fn periods(&self) -> Option<Week> {
        serde_json::from_str(&self.business_periods).ok()
    }

    /// Returns the business days in the simple form, 1 (Monday) to 7.
    pub fn open_days(&self) -> Vec<u8> {
        words(&self.weekdays)
    }

    /// Returns the holidays.
    pub fn holiday_list(&self) -> Vec<Holiday> {
        serde_json::from_str(&self.holidays).unwrap_or_default()
    }

    /// Returns the kinds of file that are accepted.
    pub fn attachment_kinds(&self) -> Vec<AttachmentKind> {
        words(&self.attachment_types)
    }

    /// Returns the origins of shops that may embed the widget, besides those of
    /// the configuration.
    pub fn origins(&self) -> Vec<String> {
        self.allowed_origins.lines().map(str::to_owned).collect()
    }
}

/// Reads a list separated by commas. Words that cannot be read are left out.
fn words<T: std::str::FromStr>(list: &str) -> Vec<T> {
    list.split(',').filter_map(|word| word.trim().parse().ok()).collect()
}

impl From<&Model> for ChatSettings {
    fn from(row: &Model) -> Self {
        Self {
            shop_name: row.shop_name.clone(),
            shop_name_bn: row.shop_name_bn.clone(),
            shop_url: row.shop_url.clone(),
            shop_logo: row.shop_logo.clone(),
            is_enabled: row.is_enabled,
            welcome_message: row.welcome_message.clone(),
            welcome_message_bn: row.welcome_message_bn.clone(),
            offline_message: row.offline_message.clone(),
            offline_message_bn: row.offline_message_bn.clone(),
            widget_position: row.widget_position,
            primary_color: row.primary_color.to_string(),
            color_scheme: row.color_scheme,
            auto_assign: row.auto_assign,
            release_after_minutes: row.release_after_minutes.into(),
            max_file_size: i64::from(row.max_file_size) * MEGABYTE,
            business_hours_enabled: row.business_hours_enabled,
            business_hours_start: row.business_hours_start.format(TIME).to_string(),
            business_hours_end: row.business_hours_end.format(TIME).to_string(),
            weekdays: row.open_days(),
            business_periods: row.periods(),
            holidays: row.holiday_list(),
            timezone: row.timezone.clone(),
            show_online_status: row.show_online_status,
            attachment_types: row.attachment_kinds(),
            allow_anonymous: row.allow_anonymous,
            allowed_origins: row.origins(),
            rating_enabled: row.rating_enabled,
            prechat_name: row.prechat_name,
            prechat_email: row.prechat_email,
            require_two_factor: row.require_two_factor,
            keep_conversations_days: row.keep_conversations_days.map(i64::from),
            keep_attachments_days: row.keep_attachments_days.map(i64::from),
            keep_log_days: row.keep_log_days.map(i64::from),
            updated_at: Some(row.updated_at.into()),
        }
    }
}

/// Writes checked settings into the row, except the logo, which is changed on its own. Returns none only if the check has accepted a value that
/// it must refuse.
pub fn write(checked: &CheckedSettings, row: &mut ActiveModel) -> Option<()> {
    let settings = checked.settings().clone();
    row.shop_name = Set(settings.shop_name);
    row.shop_name_bn = Set(settings.shop_name_bn);
    row.shop_url = Set(settings.shop_url);
    row.is_enabled = Set(settings.is_enabled);
    row.welcome_message = Set(settings.welcome_message);
    row.welcome_message_bn = Set(settings.welcome_message_bn);
    row.offline_message = Set(settings.offline_message);
    row.offline_message_bn = Set(settings.offline_message_bn);
    row.widget_position = Set(settings.widget_position);
    row.primary_color = Set(checked.color());
    row.color_scheme = Set(settings.color_scheme);
    row.auto_assign = Set(settings.auto_assign);
    row.release_after_minutes = Set(i32::try_from(settings.release_after_minutes).ok()?);
    row.max_file_size = Set(i32::try_from(settings.max_file_size / MEGABYTE).ok()?);
    row.business_hours_enabled = Set(settings.business_hours_enabled);
    row.business_hours_start = Set(time(&settings.business_hours_start)?);
    row.business_hours_end = Set(time(&settings.business_hours_end)?);
    row.weekdays = Set(list(settings.weekdays));
    row.business_periods = Set(match &settings.business_periods {
        Some(week) => json(week)?,
        None => String::new(),
    });
    row.holidays = Set(if settings.holidays.is_empty() { String::new() } else { json(&settings.holidays)? });
    row.timezone = Set(settings.timezone);
    row.show_online_status = Set(settings.show_online_status);
    row.attachment_types = Set(list(settings.attachment_types));
    row.allow_anonymous = Set(settings.allow_anonymous);
    row.allowed_origins = Set(settings.allowed_origins.join("\n"));
    row.rating_enabled = Set(settings.rating_enabled);
    row.prechat_name = Set(settings.prechat_name);
    row.prechat_email = Set(settings.prechat_email);
    row.require_two_factor = Set(settings.require_two_factor);
    row.keep_conversations_days = Set(days(settings.keep_conversations_days).ok()?);
    row.keep_attachments_days = Set(days(settings.keep_attachments_days).ok()?);
    row.keep_log_days = Set(days(settings.keep_log_days).ok()?);
    Some(())
}

fn days(days: Option<i64>) -> Result<Option<i32>, TryFromIntError> {
    days.map(i32::try_from).transpose()
}

fn time(text: &str) -> Option<Time> {
    Time::parse_from_str(text, TIME).ok()
}

fn json(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn list<T: ToString>(values: Vec<T>) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}
