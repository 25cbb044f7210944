//! The settings while they are being edited: a signal for each field.

use leptos::prelude::*;

use super::hours::{HolidayDraft, PeriodDraft};
use crate::model::{
    attachment::AttachmentKind,
    digits,
    settings::{ChatSettings, MEGABYTE, Week},
};

/// The input and the saved settings.
#[derive(Clone, Copy)]
pub struct Draft {
    saved: RwSignal<ChatSettings>,
    pub is_enabled: RwSignal<bool>,
    pub welcome_message: RwSignal<String>,
    pub welcome_message_bn: RwSignal<String>,
    pub offline_message: RwSignal<String>,
    pub offline_message_bn: RwSignal<String>,
    pub widget_position: RwSignal<String>,
    pub primary_color: RwSignal<String>,
    pub auto_assign: RwSignal<bool>,
    pub release_after_minutes: RwSignal<String>,
    pub max_file_size: RwSignal<String>,
    pub business_hours_enabled: RwSignal<bool>,
    pub week: [RwSignal<Vec<PeriodDraft>>; 7],
    pub holidays: RwSignal<Vec<HolidayDraft>>,
    pub timezone: RwSignal<String>,
    pub show_online_status: RwSignal<bool>,
    pub attachment_types: RwSignal<Vec<AttachmentKind>>,
    pub allow_anonymous: RwSignal<bool>,
    pub allowed_origins: RwSignal<String>,
    pub rating_enabled: RwSignal<bool>,
    pub prechat_name: RwSignal<String>,
    pub prechat_email: RwSignal<String>,
    pub require_two_factor: RwSignal<bool>,
}

impl Draft {
    /// Returns a draft without edits.
    pub fn of(settings: ChatSettings) -> Self {
        let saved = with_week(settings);
        let draft = Self {
            is_enabled: RwSignal::default(),
            welcome_message: RwSignal::default(),
            welcome_message_bn: RwSignal::default(),
            offline_message: RwSignal::default(),
            offline_message_bn: RwSignal::default(),
            widget_position: RwSignal::default(),
            primary_color: RwSignal::default(),
            auto_assign: RwSignal::default(),
            release_after_minutes: RwSignal::default(),
            max_file_size: RwSignal::default(),
            business_hours_enabled: RwSignal::default(),
            week: std::array::from_fn(|_| RwSignal::default()),
            holidays: RwSignal::default(),
            timezone: RwSignal::default(),
            show_online_status: RwSignal::default(),
            attachment_types: RwSignal::default(),
            allow_anonymous: RwSignal::default(),
            allowed_origins: RwSignal::default(),
            rating_enabled: RwSignal::default(),
            prechat_name: RwSignal::default(),
            prechat_email: RwSignal::default(),
            require_two_factor: RwSignal::default(),
            saved: RwSignal::new(saved),
        };
        draft.discard();
        draft
    }

    /// Restores the saved settings.
    pub fn discard(self) {
        let saved = self.saved.get_untracked();
        for (day, periods) in self.week.into_iter().zip(saved.week().0) {
            day.set(periods.iter().map(PeriodDraft::of).collect());
        }
        self.holidays.set(saved.holidays.iter().map(HolidayDraft::of).collect());
        self.is_enabled.set(saved.is_enabled);
        self.welcome_message.set(saved.welcome_message);
        self.welcome_message_bn.set(saved.welcome_message_bn);
        self.offline_message.set(saved.offline_message);
        self.offline_message_bn.set(saved.offline_message_bn);
        self.widget_position.set(saved.widget_position.to_string());
        self.primary_color.set(saved.primary_color);
        self.auto_assign.set(saved.auto_assign);
        self.release_after_minutes.set(saved.release_after_minutes.to_string());
        self.max_file_size.set((saved.max_file_size / MEGABYTE).to_string());
        self.business_hours_enabled.set(saved.business_hours_enabled);
        self.timezone.set(saved.timezone);
        self.show_online_status.set(saved.show_online_status);
        self.attachment_types.set(saved.attachment_types);
        self.allow_anonymous.set(saved.allow_anonymous);
        self.allowed_origins.set(saved.allowed_origins.join("\n"));
        self.rating_enabled.set(saved.rating_enabled);
        self.prechat_name.set(saved.prechat_name.to_string());
        self.prechat_email.set(saved.prechat_email.to_string());
        self.require_two_factor.set(saved.require_two_factor);
    }

    /// Applies the settings that the server has stored.
    pub fn take(self, settings: ChatSettings) {
        self.saved.set(with_week(settings));
        self.discard();
    }

    /// Returns the input; tracked.
    pub fn read(self) -> ChatSettings {
        let saved = self.saved.get();
        let week = Week(self.week.map(|day| day.with(|periods| periods.iter().map(PeriodDraft::read).collect())));
        ChatSettings {
            is_enabled: self.is_enabled.get(),
            welcome_message: self.welcome_message.get(),
            welcome_message_bn: self.welcome_message_bn.get(),
            offline_message: self.offline_message.get(),
            offline_message_bn: self.offline_message_bn.get(),
            widget_position: chosen(self.widget_position, saved.widget_position),
            primary_color: self.primary_color.get(),
            auto_assign: self.auto_assign.get(),
            release_after_minutes: number(self.release_after_minutes),
            max_file_size: number(self.max_file_size).saturating_mul(MEGABYTE),
            business_hours_enabled: self.business_hours_enabled.get(),
            business_periods: Some(week),
            holidays: self.holidays.with(|days| days.iter().map(HolidayDraft::read).collect()),
            timezone: self.timezone.get(),
            show_online_status: self.show_online_status.get(),
            attachment_types: self.attachment_types.get(),
            allow_anonymous: self.allow_anonymous.get(),
            allowed_origins: self.allowed_origins.with(|text| text.lines().map(str::to_owned).collect()),
            rating_enabled: self.rating_enabled.get(),
            prechat_name: chosen(self.prechat_name, saved.prechat_name),
            prechat_email: chosen(self.prechat_email, saved.prechat_email),
            require_two_factor: self.require_two_factor.get(),
            ..saved
        }
    }

    /// Returns whether there are unsaved changes; tracked.
    pub fn is_dirty(self) -> bool {
        self.read() != self.saved.get()
    }
}

/// Reads a number. Input that is not a number becomes 0, which the check
/// refuses.
fn number(value: RwSignal<String>) -> i64 {
    value.with(|text| digits::to_ascii(text.trim()).parse().unwrap_or(0))
}

/// Returns the chosen value. A list offers only valid values.
fn chosen<T: std::str::FromStr>(value: RwSignal<String>, saved: T) -> T {
    value.with(|code| code.parse().unwrap_or(saved))
}

/// Returns the settings with hours for each day, because the form edits them
/// day by day, in whichever format they are stored.
fn with_week(settings: ChatSettings) -> ChatSettings {
    ChatSettings { business_periods: Some(settings.week()), ..settings }
}
