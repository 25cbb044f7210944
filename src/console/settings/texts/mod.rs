//! The texts of the settings.

mod bn;
mod en;
mod preview;

use crate::model::{
    config::{Asked, WidgetPosition},
    identity::IdentityRejection,
    language::Language,
};

pub use self::preview::PreviewTexts;

/// The texts in one language.
pub struct SettingsTexts {
    pub title: &'static str,
    pub hint: &'static str,

    pub appearance: &'static str,
    pub is_enabled: &'static str,
    pub is_enabled_hint: &'static str,
    pub widget_position: &'static str,
    pub primary_color: &'static str,
    pub primary_color_hint: &'static str,
    pub pick_color: &'static str,
    pub show_online_status: &'static str,
    pub show_online_status_hint: &'static str,
    positions: [&'static str; 2],

    pub messages: &'static str,
    pub welcome_message: &'static str,
    pub welcome_message_bn: &'static str,
    pub offline_message: &'static str,
    pub offline_message_bn: &'static str,
    pub bangla_hint: &'static str,

    pub hours: &'static str,
    pub business_hours_enabled: &'static str,
    pub business_hours_enabled_hint: &'static str,
    pub hours_hint: &'static str,
    pub all_day: &'static str,
    pub closed: &'static str,
    pub add_period: &'static str,
    pub copy_to_all: &'static str,
    pub remove: &'static str,
    days: [&'static str; 7],
    opens: &'static str,
    closes: &'static str,
    open_days: &'static str,
    from: &'static str,
    until: &'static str,
    pub timezone: &'static str,
    pub timezone_hint: &'static str,
    pub holidays: &'static str,
    pub holidays_hint: &'static str,
    pub holiday_date: &'static str,
    pub holiday_name: &'static str,
    pub holiday_name_bn: &'static str,
    pub add_holiday: &'static str,
    pub remove_holiday: &'static str,

    pub visitors: &'static str,
    pub allow_anonymous: &'static str,
    pub allow_anonymous_hint: &'static str,
    pub prechat_name: &'static str,
    pub prechat_email: &'static str,
    asked: [&'static str; 3],
    pub rating_enabled: &'static str,
    pub rating_enabled_hint: &'static str,
    pub allowed_origins: &'static str,
    pub allowed_origins_hint: &'static str,

    pub files: &'static str,
    pub max_file_size: &'static str,
    pub megabytes: &'static str,
    pub attachment_types: &'static str,
    pub attachment_types_hint: &'static str,

    pub assignment: &'static str,
    pub auto_assign: &'static str,
    pub auto_assign_hint: &'static str,
    pub release_after_minutes: &'static str,
    pub release_after_minutes_hint: &'static str,
    pub minutes: &'static str,

    pub security: &'static str,
    pub require_two_factor: &'static str,
    pub require_two_factor_hint: &'static str,

    pub identity: &'static str,
    pub identity_hint: &'static str,
    pub secret: &'static str,
    pub show_secret: &'static str,
    pub hide_secret: &'static str,
    pub replace_secret: &'static str,
    pub replace_question: &'static str,
    pub replace_consequence: &'static str,
    pub previous_is_valid: &'static str,
    pub forget_previous: &'static str,
    pub forget_question: &'static str,
    pub forget_consequence: &'static str,
    pub end_sessions: &'static str,
    pub end_sessions_hint: &'static str,
    pub end_sessions_question: &'static str,
    pub end_sessions_consequence: &'static str,
    pub sessions_ended: &'static str,
    pub secret_is_fixed: &'static str,
    pub check_token: &'static str,
    pub check_token_hint: &'static str,
    pub check_token_now: &'static str,
    pub token_accepted: &'static str,
    pub token_until: &'static str,
    pub token_of_previous: &'static str,
    token_rejected: [&'static str; 3],

    pub embed: &'static str,

    pub preview: &'static str,
    pub preview_language: &'static str,
    pub preview_state: &'static str,
    pub preview_online: &'static str,
    pub preview_offline: &'static str,
    pub preview_disabled: &'static str,
}

impl SettingsTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::TEXTS,
            Language::Bn => &bn::TEXTS,
        }
    }

    /// Returns why a token is rejected, and how to fix it.
    pub const fn token_rejected(&self, reason: IdentityRejection) -> &'static str {
        match reason {
            IdentityRejection::Expired => self.token_rejected[0],
            IdentityRejection::Signature => self.token_rejected[1],
            IdentityRejection::Claim => self.token_rejected[2],
        }
    }

    /// Returns the word for a corner.
    pub const fn position(&self, position: WidgetPosition) -> &'static str {
        match position {
            WidgetPosition::BottomRight => self.positions[0],
            WidgetPosition::BottomLeft => self.positions[1],
        }
    }

    /// Returns the word for a question's setting: off, optional or required.
    pub const fn asked(&self, asked: Asked) -> &'static str {
        match asked {
            Asked::Off => self.asked[0],
            Asked::Optional => self.asked[1],
            Asked::Required => self.asked[2],
        }
    }

    /// Returns the label of a field, by its name in the API.
    pub fn field(&self, field: &str) -> Option<&'static str> {
        Some(match field {
            "is_enabled" => self.is_enabled,
            "widget_position" => self.widget_position,
            "primary_color" => self.primary_color,
            "show_online_status" => self.show_online_status,
            "welcome_message" => self.welcome_message,
            "welcome_message_bn" => self.welcome_message_bn,
            "offline_message" => self.offline_message,
            "offline_message_bn" => self.offline_message_bn,
            "business_hours_enabled" => self.business_hours_enabled,
            "business_hours_start" => self.opens,
            "business_hours_end" => self.closes,
            "weekdays" => self.open_days,
            "business_periods" => self.hours,
            "holidays" => self.holidays,
            "timezone" => self.timezone,
            "allow_anonymous" => self.allow_anonymous,
            "prechat_name" => self.prechat_name,
            "prechat_email" => self.prechat_email,
            "rating_enabled" => self.rating_enabled,
            "allowed_origins" => self.allowed_origins,
            "max_file_size" => self.max_file_size,
            "attachment_types" => self.attachment_types,
            "auto_assign" => self.auto_assign,
            "require_two_factor" => self.require_two_factor,
            "release_after_minutes" => self.release_after_minutes,
            _ => return None,
        })
    }

    /// Returns the name of a weekday, 0 for Monday.
    pub fn day(&self, day: usize) -> &'static str {
        self.days.get(day).copied().unwrap_or_default()
    }

    /// Returns the label of the first time of a day's period, for screen readers.
    pub fn start_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.from].concat()
    }

    /// Returns the label of the second time of a day's period, for screen readers.
    pub fn end_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.until].concat()
    }

    /// Returns the label of the checkbox that makes a period last all day, for screen readers.
    pub fn all_day_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.all_day].concat()
    }

    /// Returns the label of the button that adds a period to a day, for screen readers.
    pub fn add_to(&self, day: usize) -> String {
        [self.add_period, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that copies a day, for screen readers.
    pub fn copy_of(&self, day: usize) -> String {
        [self.copy_to_all, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that removes a day's period, for screen readers.
    pub fn remove_of(&self, day: usize) -> String {
        [self.remove, ": ", self.day(day)].concat()
    }
}
