//! The settings while they are being edited.

use reactive_stores::Store;

use crate::{
    console::form::Draft,
    model::{
        digits,
        field::FieldError,
        settings::{ChatSettings, MEGABYTE},
    },
};

/// The settings as they are typed.
#[derive(Clone, PartialEq, Store)]
pub struct SettingsDraft {
    /// All settings. The form edits the hours day by day, so `business_periods` is always set, even
    /// if the stored settings lack it.
    settings: ChatSettings,
    /// The minutes of absence, which are kept as text until they are read.
    release_after_minutes: String,
    /// The largest file in megabytes, which is kept as text until it is read.
    max_file_size: String,
    /// The days for which data are kept, as text until they are read; empty if they are kept for
    /// good.
    keep_conversations_days: String,
    keep_attachments_days: String,
    keep_log_days: String,
}

impl Draft for SettingsDraft {
    type Value = ChatSettings;

    fn of(saved: &ChatSettings) -> Self {
        Self {
            release_after_minutes: saved.release_after_minutes.to_string(),
            max_file_size: (saved.max_file_size / MEGABYTE).to_string(),
            keep_conversations_days: shown(saved.keep_conversations_days),
            keep_attachments_days: shown(saved.keep_attachments_days),
            keep_log_days: shown(saved.keep_log_days),
            settings: ChatSettings { business_periods: Some(saved.week()), ..saved.clone() },
        }
    }

    fn read(&self) -> Result<ChatSettings, Vec<FieldError>> {
        let settings = ChatSettings {
            release_after_minutes: number(&self.release_after_minutes),
            max_file_size: number(&self.max_file_size).saturating_mul(MEGABYTE),
            keep_conversations_days: optional_number(&self.keep_conversations_days),
            keep_attachments_days: optional_number(&self.keep_attachments_days),
            keep_log_days: optional_number(&self.keep_log_days),
            ..self.settings.clone()
        };
        match settings.clone().check() {
            Ok(_) => Ok(settings),
            Err(problems) => Err(in_megabytes(problems)),
        }
    }
}

/// Reads a number. Input that is not a number becomes 0, which the check refuses.
fn number(text: &str) -> i64 {
    digits::to_ascii(text.trim()).parse().unwrap_or(0)
}

/// Returns the text of an optional number; empty if there is none.
fn shown(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Reads a number that may be left out.
fn optional_number(text: &str) -> Option<i64> {
    (!text.trim().is_empty()).then(|| number(text))
}

/// Converts the limits of the file size to megabytes, the unit of the form.
pub fn in_megabytes(mut problems: Vec<FieldError>) -> Vec<FieldError> {
    for problem in problems.iter_mut().filter(|problem| problem.field == "max_file_size") {
        problem.limit = problem.limit.map(|bytes| bytes / MEGABYTE);
    }
    problems
}
