//! Checks of the settings. They run in the browser before the settings are sent, and on
//! the server before they are stored.

use std::ops::RangeInclusive;

use super::{ChatSettings, Holiday, Period, Week, dates::is_date, origins, week::minute_of};
use crate::model::{
    attachment::BYTES_OF_MEGABYTE,
    color::Color,
    field::{FieldError, Problem, check_text},
    text,
};

/// A megabyte, in bytes.
pub const MEGABYTE: i64 = BYTES_OF_MEGABYTE as i64;
/// The sizes of an attachment that can be allowed, in bytes: whole megabytes.
const FILE_SIZES: RangeInclusive<i64> = MEGABYTE..=100 * MEGABYTE;
/// The allowed minutes of absence after which an agent's conversations go back to the queue.
const RELEASE_MINUTES: RangeInclusive<i64> = 1..=24 * 60;
/// The allowed days for which conversations, attachments or the log are kept.
const KEPT_DAYS: RangeInclusive<i64> = 1..=36_500;
/// The most periods of one day.
const MAX_PERIODS: usize = 8;
/// The most holidays, enough for some years.
const MAX_HOLIDAYS: usize = 200;
/// The most characters of a holiday's name.
const MAX_HOLIDAY_CHARS: usize = 100;
/// The maximum number of shops' origins.
const MAX_ORIGINS: usize = 50;

/// Checked settings in normal form. Only [`ChatSettings::check`] makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSettings {
    settings: ChatSettings,
    color: Color,
}

impl CheckedSettings {
    /// Returns the settings.
    pub fn settings(&self) -> &ChatSettings {
        &self.settings
    }

    /// Returns the shop's colour.
    pub fn color(&self) -> Color {
        self.color
    }
}

impl ChatSettings {
    /// Returns the settings as they can be stored: texts in normal form, lists in order, and
    /// business hours in the simple form if all open days have the same hours.
    ///
    /// # Errors
    /// Each field that cannot be used. An entry of a list is named after its
    /// place: `holidays.0.date`, `business_periods.6.1`.
    pub fn check(mut self) -> Result<CheckedSettings, Vec<FieldError>> {
        let mut errors = Vec::new();
        self.tidy();
        self.check_texts(&mut errors);
        errors.extend(check_number("max_file_size", self.max_file_size, &FILE_SIZES));
        if FILE_SIZES.contains(&self.max_file_size) && self.max_file_size % MEGABYTE != 0 {
            errors.push(FieldError::new("max_file_size", Problem::Invalid));
        }
        errors.extend(check_number("release_after_minutes", self.release_after_minutes, &RELEASE_MINUTES));
        self.check_retention(&mut errors);
        self.check_hours(&mut errors);
        check_holidays(&self.holidays, &mut errors);
        self.holidays.sort_by(|a, b| a.date.cmp(&b.date));
        self.attachment_types.sort_unstable();
        self.attachment_types.dedup();
        self.check_origins(&mut errors);
        match self.primary_color.parse() {
            Ok(color) if errors.is_empty() => Ok(CheckedSettings { settings: self, color }),
            Ok(_) => Err(errors),
            Err(_) => {
                errors.push(FieldError::new("primary_color", Problem::Invalid));
                Err(errors)
            }
        }
    }

    fn tidy(&mut self) {
        for (_, text, rule) in self.texts() {
            *text = rule.tidy(text);
        }
        self.primary_color = text::tidy(&self.primary_color);
        for name in self.holidays.iter_mut().flat_map(|day| [&mut day.name, &mut day.name_bn]) {
            *name = text::tidy_name(name);
        }
    }

    fn check_texts(&mut self, errors: &mut Vec<FieldError>) {
        errors.extend(self.texts().into_iter().filter_map(|(field, text, rule)| rule.check(field, text)));
    }

    fn check_retention(&self, errors: &mut Vec<FieldError>) {
        for (field, days) in [
            ("keep_conversations_days", self.keep_conversations_days),
            ("keep_attachments_days", self.keep_attachments_days),
            ("keep_log_days", self.keep_log_days),
        ] {
            errors.extend(days.and_then(|days| check_number(field, days, &KEPT_DAYS)));
        }
    }

    fn check_hours(&mut self, errors: &mut Vec<FieldError>) {
        for (field, time) in
            [("business_hours_start", &self.business_hours_start), ("business_hours_end", &self.business_hours_end)]
        {
            if minute_of(time).is_none() {
                errors.push(FieldError::new(field, Problem::Invalid));
            }
        }
        if self.weekdays.iter().any(|day| !(1..=7).contains(day)) {
            errors.push(FieldError::new("weekdays", Problem::Invalid));
        }
        self.weekdays.sort_unstable();
        self.weekdays.dedup();
        let Some(week) = self.business_periods.take() else { return };
        check_week(&week, errors);
        match week.as_uniform() {
            Some((Period { start, end }, weekdays)) => {
                (self.business_hours_start, self.business_hours_end, self.weekdays) = (start, end, weekdays);
            }
            None if week == Week::default() => self.weekdays.clear(),
            None => self.business_periods = Some(week.sorted()),
        }
    }

    fn check_origins(&mut self, errors: &mut Vec<FieldError>) {
        let origins: Option<Vec<String>> = self
            .allowed_origins
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| origins::normalized(line))
            .collect();
        match origins {
            Some(origins) if origins.len() > MAX_ORIGINS => errors.push(too_many("allowed_origins", MAX_ORIGINS)),
            Some(mut origins) => {
                origins.sort();
                origins.dedup();
                self.allowed_origins = origins;
            }
            None => errors.push(FieldError::new("allowed_origins", Problem::Invalid)),
        }
    }
}

fn check_number(field: &str, number: i64, allowed: &RangeInclusive<i64>) -> Option<FieldError> {
    let (problem, limit) = match number {
        _ if allowed.contains(&number) => return None,
        _ if number < *allowed.start() => (Problem::TooSmall, *allowed.start()),
        _ => (Problem::TooLarge, *allowed.end()),
    };
    Some(FieldError::beyond(field, problem, limit))
}

fn too_many(field: &str, limit: usize) -> FieldError {
    FieldError::beyond(field, Problem::TooLarge, i64::try_from(limit).unwrap_or(i64::MAX))
}

fn check_week(week: &Week, errors: &mut Vec<FieldError>) {
    for (day, periods) in week.0.iter().enumerate() {
        if periods.len() > MAX_PERIODS {
            errors.push(too_many(&format!("business_periods.{day}"), MAX_PERIODS));
        }
        for (place, Period { start, end }) in periods.iter().enumerate() {
            if minute_of(start).is_none() || minute_of(end).is_none() {
                errors.push(FieldError::new(&format!("business_periods.{day}.{place}"), Problem::Invalid));
            }
        }
    }
    let overlapping = week.overlapping().into_iter();
    errors.extend(
        overlapping.map(|(day, place)| FieldError::new(&format!("business_periods.{day}.{place}"), Problem::Overlaps)),
    );
}

fn check_holidays(holidays: &[Holiday], errors: &mut Vec<FieldError>) {
    if holidays.len() > MAX_HOLIDAYS {
        errors.push(too_many("holidays", MAX_HOLIDAYS));
    }
    for (place, Holiday { date, name, name_bn }) in holidays.iter().enumerate() {
        let field = |part: &str| format!("holidays.{place}.{part}");
        if date.is_empty() {
            errors.push(FieldError::new(&field("date"), Problem::Required));
        } else if !is_date(date) {
            errors.push(FieldError::new(&field("date"), Problem::Invalid));
        } else if holidays[..place].iter().any(|earlier| earlier.date == *date) {
            errors.push(FieldError::new(&field("date"), Problem::Taken));
        }
        errors.extend(check_text(&field("name"), name, 0, MAX_HOLIDAY_CHARS));
        errors.extend(check_text(&field("name_bn"), name_bn, 0, MAX_HOLIDAY_CHARS));
    }
}

#[cfg(test)]
mod tests;
