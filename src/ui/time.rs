//! Times on screen, in the visitor's time zone. Calendar and formats come from
//! the browser, so that the bundles contain none.

use js_sys::{Date, Object, Reflect};

#[cfg(feature = "console")]
use super::timeout;
use crate::model::{day::Day, digits, language::Language, timestamp::Timestamp};

const MINUTE_MS: f64 = 60_000.0;
const DAY_MS: f64 = 86_400_000.0;

/// A moment in the local calendar, as comparable numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The local day; a later day is greater.
    pub day: u32,
    /// Minutes since 1970.
    pub minute: i64,
}

impl Moment {
    /// Returns the moment of a timestamp.
    pub fn of(at: &Timestamp) -> Self {
        Self::from_date(&date(at))
    }

    /// Returns the current moment.
    pub fn now() -> Self {
        Self::from_date(&now_date())
    }

    fn from_date(date: &Date) -> Self {
        // Milliseconds since 1970 are far below 2^53: the minutes are exact.
        let minute = (date.get_time() / MINUTE_MS) as i64;
        Self { day: day_of(date), minute }
    }
}

/// Returns the current time in the API's format.
pub fn now() -> Timestamp {
    Timestamp(now_date().to_iso_string().into())
}

#[cfg(feature = "console")]
thread_local! {
    /// The server's time minus the page's monotonic clock, in milliseconds.
    static SERVER_AHEAD: std::cell::Cell<Option<f64>> = const { std::cell::Cell::new(None) };
}

/// Takes the time of an answer as the current time. From then on the page's
/// monotonic clock counts: relative times continue when the computer's clock is
/// set back, and are right where it is wrong.
#[cfg(feature = "console")]
pub fn follow_server(now: &Timestamp) {
    let ahead = date(now).get_time() - timeout::now();
    if ahead.is_finite() {
        SERVER_AHEAD.set(Some(ahead));
    }
}

/// Returns the current time, in milliseconds since 1970.
fn now_ms() -> f64 {
    #[cfg(feature = "console")]
    if let Some(ahead) = SERVER_AHEAD.get() {
        return ahead + timeout::now();
    }
    Date::now()
}

fn now_date() -> Date {
    Date::new(&now_ms().into())
}

/// Returns when a day begins by this browser's clock.
#[cfg(feature = "console")]
pub fn start_of_day(day: Day) -> Timestamp {
    local(day, 0)
}

/// Returns the moment of a minute of a day by this browser's clock.
#[cfg(feature = "console")]
pub fn local(day: Day, minute: u32) -> Timestamp {
    // A day and a minute exist in every calendar: if the clock skips them, the next moment counts.
    of_local_text(&local_text(day, minute)).unwrap_or_default()
}

/// Returns a minute of a day as a field for a local time has it: `2026-11-30T09:00`.
#[cfg(feature = "console")]
pub fn local_text(day: Day, minute: u32) -> String {
    format!("{day}T{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads the text of a field for a local time; none if it is empty or not a time.
#[cfg(feature = "console")]
pub fn of_local_text(text: &str) -> Option<Timestamp> {
    // For a date without a time the browser would take midnight in UTC.
    let date = text.contains('T').then(|| date(&Timestamp(text.to_owned())))?;
    date.get_time().is_finite().then(|| Timestamp(date.to_iso_string().into()))
}

/// Returns the day and its minute now, by this browser's clock.
#[cfg(feature = "console")]
pub fn local_now() -> (Day, u32) {
    let now = now_date();
    let day = format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date());
    (day.parse().unwrap_or(Day::from_number(0)), now.get_hours() * 60 + now.get_minutes())
}

/// Returns the moment in so many minutes.
#[cfg(feature = "console")]
pub fn in_minutes(minutes: u32) -> Timestamp {
    Timestamp(Date::new(&(now_ms() + f64::from(minutes) * MINUTE_MS).into()).to_iso_string().into())
}

/// Returns the weekday: "Monday".
#[cfg(feature = "console")]
pub fn weekday(at: &Timestamp, language: Language) -> String {
    format(&date(at), language, &[("weekday", "long")])
}

/// Returns a later moment in short: "18:00" today, "Mon 09:00" in the next days, else
/// "3 Dec 09:00".
#[cfg(feature = "console")]
pub fn coming(at: &Timestamp, language: Language) -> String {
    let (moment, now) = (date(at), now_date());
    let clock = clock(at, language);
    if day_of(&moment) == day_of(&now) {
        return clock;
    }
    // Six days at most, so that the weekday is not today's.
    let is_soon = moment.get_time() - now.get_time() < 6.0 * DAY_MS;
    let parts: &[(&str, &str)] =
        if is_soon { &[("weekday", "short")] } else { &[("day", "numeric"), ("month", "short")] };
    [&format(&moment, language, parts), " ", &clock].concat()
}

/// Returns the time of day: `14:05`, `১৪:০৫`.
pub fn clock(at: &Timestamp, language: Language) -> String {
    format(&date(at), language, &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")])
}

/// Returns the day: "Today", "Yesterday", else the date.
pub fn day_label(at: &Timestamp, language: Language) -> String {
    let (at, now) = (date(at), now_date());
    // By the calendar, not minus 24 hours: days with a clock change differ in
    // length.
    let yesterday =
        Date::new_with_year_month_day(now.get_full_year(), now.get_month() as i32, now.get_date() as i32 - 1);
    if day_of(&at) == day_of(&now) {
        language.pick("Today", "আজ").to_owned()
    } else if day_of(&at) == day_of(&yesterday) {
        language.pick("Yesterday", "গতকাল").to_owned()
    } else if at.get_full_year() == now.get_full_year() {
        format(&at, language, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
    } else {
        format(&at, language, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
    }
}

/// Returns the day of a later moment, as it continues a sentence: "today", "tomorrow", "on Monday",
/// else "on 3 December".
#[cfg(not(feature = "console"))]
pub fn coming_day(at: &Timestamp, language: Language) -> String {
    let (at, now) = (date(at), now_date());
    let in_days = |days: i32| {
        let (year, month) = (now.get_full_year(), now.get_month() as i32);
        day_of(&Date::new_with_year_month_day(year, month, now.get_date() as i32 + days))
    };
    let day = day_of(&at);
    if day == in_days(0) {
        return language.pick("today", "আজ").to_owned();
    }
    if day == in_days(1) {
        return language.pick("tomorrow", "আগামীকাল").to_owned();
    }
    let parts: &[(&str, &str)] =
        if day < in_days(7) { &[("weekday", "long")] } else { &[("day", "numeric"), ("month", "long")] };
    [language.pick("on ", ""), &format(&at, language, parts)].concat()
}

/// Returns the day and the time of day: "Today, 14:05".
pub fn moment(at: &Timestamp, language: Language) -> String {
    [&day_label(at, language), ", ", &clock(at, language)].concat()
}

/// Returns a short relative time: "now", "8 min", "3 h", then the date.
pub fn relative(at: &Timestamp, language: Language) -> String {
    let at = date(at);
    // The cast saturates; a time in the future counts as now.
    let minutes = ((now_ms() - at.get_time()) / MINUTE_MS).max(0.0) as u32;
    short_age(minutes, language).unwrap_or_else(|| {
        if at.get_full_year() == now_date().get_full_year() {
            format(&at, language, &[("day", "numeric"), ("month", "short")])
        } else {
            format(&at, language, &[("day", "numeric"), ("month", "short"), ("year", "numeric")])
        }
    })
}

/// Returns an age of less than a day. Older times are shown by their date.
fn short_age(minutes: u32, language: Language) -> Option<String> {
    let counted = |count: u32, unit: &str| {
        let mut text = digits::localize(&digits::decimal(count.into()), language);
        text.push(' ');
        text.push_str(unit);
        text
    };
    match minutes {
        0 => Some(language.pick("now", "এখন").to_owned()),
        1..60 => Some(counted(minutes, language.pick("min", "মিনিট"))),
        60..1_440 => Some(counted(minutes / 60, language.pick("h", "ঘণ্টা"))),
        _ => None,
    }
}

/// Returns a day of the calendar, independent of the time zone; `parts` are
/// those of `Intl.DateTimeFormat`.
pub fn calendar_day(day: Day, language: Language, parts: &[(&str, &str)]) -> String {
    let midnight = Date::new(&(f64::from(day.number()) * DAY_MS).into());
    let parts: Vec<(&str, &str)> = parts.iter().copied().chain([("timeZone", "UTC")]).collect();
    format(&midnight, language, &parts)
}

/// Returns a day of the calendar with its month and year: "16 December 2026".
#[cfg(feature = "console")]
pub fn long_day(day: Day, language: Language) -> String {
    calendar_day(day, language, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

fn date(at: &Timestamp) -> Date {
    Date::new(&at.0.as_str().into())
}

fn day_of(date: &Date) -> u32 {
    date.get_full_year() * 10_000 + (date.get_month() + 1) * 100 + date.get_date()
}

fn format(date: &Date, language: Language, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    date.to_locale_string(language.locale(), &object).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_short() {
        let ages = [0, 8, 59, 60, 1_439].map(|minutes| short_age(minutes, Language::En).unwrap_or_default());
        assert_eq!(ages, ["now", "8 min", "59 min", "1 h", "23 h"]);
        assert_eq!(short_age(8, Language::Bn).as_deref(), Some("৮ মিনিট"));
        assert_eq!(short_age(1_440, Language::En), None);
    }
}
