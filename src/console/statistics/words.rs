//! Numbers, durations and days in the words of either language.

use js_sys::Number;

use super::texts::StatisticsTexts;
use crate::{
    model::{day::Day, digits, language::Language},
    ui::time,
};

/// A Monday, as the number of days since 1 January 1970, which was a Thursday.
const SOME_MONDAY: i32 = 4;

/// Returns a value with the words around it.
pub fn around((before, after): (&str, &str), value: &str) -> String {
    [before, value, after].concat()
}

/// Returns a count, in groups of digits.
pub fn count(count: u32, language: Language) -> String {
    number(count.into(), language)
}

/// Returns a number with at most one decimal.
pub fn number(value: f64, language: Language) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    Number::from(rounded).to_locale_string(language.locale()).into()
}

/// Returns a duration in its two largest units.
pub fn duration(seconds: f64, language: Language) -> String {
    let texts = StatisticsTexts::of(language);
    // The cast saturates, and no duration is negative.
    let seconds = seconds.max(0.0).round() as u64;
    let (first, second) = match seconds {
        0..60 => ((seconds, texts.seconds), None),
        60..3_600 => ((seconds / 60, texts.minutes), Some((seconds % 60, texts.seconds))),
        3_600..86_400 => ((seconds / 3_600, texts.hours), Some((seconds % 3_600 / 60, texts.minutes))),
        _ => ((seconds / 86_400, texts.days), Some((seconds % 86_400 / 3_600, texts.hours))),
    };
    let second = second.filter(|(amount, _)| *amount > 0);
    let parts: Vec<String> =
        [Some(first), second].into_iter().flatten().map(|(amount, unit)| format!("{amount} {unit}")).collect();
    digits::localize(&parts.join(" "), language)
}

/// Returns a day in short: `22 Nov`.
pub fn short_day(day: Day, language: Language) -> String {
    time::calendar_day(day, language, &[("day", "numeric"), ("month", "short")])
}

/// Returns a day with its year: `22 Nov 2026`.
pub fn long_day(day: Day, language: Language) -> String {
    time::calendar_day(day, language, &[("day", "numeric"), ("month", "short"), ("year", "numeric")])
}

/// Returns a weekday, 0 for Monday.
pub fn weekday(index: usize, width: &str, language: Language) -> String {
    let index = i32::try_from(index).unwrap_or(0);
    time::calendar_day(Day::from_number(SOME_MONDAY + index), language, &[("weekday", width)])
}

/// Returns the beginning of an hour: `09:00`.
pub fn hour(hour: usize, language: Language) -> String {
    digits::localize(&format!("{hour:02}:00"), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_at_most_two_units() {
        let durations = [0.0, 59.4, 60.0, 252.0, 3_600.0, 5_400.0, 86_399.0, 90_000.0, 950_400.0];
        assert_eq!(
            durations.map(|seconds| duration(seconds, Language::En)),
            ["0 s", "59 s", "1 min", "4 min 12 s", "1 h", "1 h 30 min", "23 h 59 min", "1 d 1 h", "11 d"]
        );
        assert_eq!(duration(252.0, Language::Bn), "৪ মিনিট ১২ সেকেন্ড");
    }
}
