//! Settings, and the columns that hold them.

use chrono::NaiveTime;
use sea_orm::ActiveValue::Set;
use serde::Serialize;

use crate::{
    model::{
        attachment::AttachmentKind,
        settings::{ChatSettings, CheckedSettings, Holiday, MEGABYTE, Week},
    },
    server::{domain::error::DomainError, entity::chat_settings},
};

/// The format of a time of day in the API.
const TIME: &str = "%H:%M";

impl chat_settings::Model {
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

impl From<&chat_settings::Model> for ChatSettings {
    fn from(row: &chat_settings::Model) -> Self {
        Self {
            shop_name: row.shop_name.clone(),
            is_enabled: row.is_enabled,
            welcome_message: row.welcome_message.clone(),
            welcome_message_bn: row.welcome_message_bn.clone(),
            offline_message: row.offline_message.clone(),
            offline_message_bn: row.offline_message_bn.clone(),
            widget_position: row.widget_position,
            primary_color: row.primary_color.to_string(),
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
            updated_at: Some(row.updated_at.into()),
        }
    }
}

/// Writes checked settings into the row.
///
/// # Errors
/// Only if the check has accepted a value that it must refuse.
pub(super) fn write(checked: &CheckedSettings, row: &mut chat_settings::ActiveModel) -> Result<(), DomainError> {
    let settings = checked.settings().clone();
    row.shop_name = Set(settings.shop_name);
    row.is_enabled = Set(settings.is_enabled);
    row.welcome_message = Set(settings.welcome_message);
    row.welcome_message_bn = Set(settings.welcome_message_bn);
    row.offline_message = Set(settings.offline_message);
    row.offline_message_bn = Set(settings.offline_message_bn);
    row.widget_position = Set(settings.widget_position);
    row.primary_color = Set(checked.color());
    row.auto_assign = Set(settings.auto_assign);
    row.release_after_minutes = Set(i32::try_from(settings.release_after_minutes).map_err(|_| unchecked())?);
    row.max_file_size = Set(i32::try_from(settings.max_file_size / MEGABYTE).map_err(|_| unchecked())?);
    row.business_hours_enabled = Set(settings.business_hours_enabled);
    row.business_hours_start = Set(time(&settings.business_hours_start)?);
    row.business_hours_end = Set(time(&settings.business_hours_end)?);
    row.weekdays = Set(list(settings.weekdays));
    row.business_periods = Set(settings.business_periods.as_ref().map(json).transpose()?.unwrap_or_default());
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
    Ok(())
}

fn time(text: &str) -> Result<NaiveTime, DomainError> {
    NaiveTime::parse_from_str(text, TIME).map_err(|_| unchecked())
}

fn json(value: &impl Serialize) -> Result<String, DomainError> {
    serde_json::to_string(value).map_err(|_| unchecked())
}

fn list<T: ToString>(values: Vec<T>) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

fn unchecked() -> DomainError {
    DomainError::Broken("settings were not checked")
}
