//! Turns fields and their values into words.

use std::collections::BTreeMap;

use super::texts::LogTexts;
use crate::{
    console::{settings::SettingsTexts, texts::Texts},
    model::{
        change_log::LoggedValue, digits, language::Language, role::Role, settings::MEGABYTE, timestamp::Timestamp,
    },
    ui::time,
};

/// The fields that hold a moment.
const MOMENTS: [&str; 3] = ["expires_at", "snoozed_until", "address_until"];
/// The fields that hold the address of an image, which says nothing to a reader.
const IMAGES: [&str; 2] = ["avatar", "shop_logo"];

/// Returns the name of a field.
pub(super) fn field_name(field: &str, language: Language) -> String {
    let known = LogTexts::of(language).field(field).or_else(|| SettingsTexts::of(language).field(field));
    known.map_or_else(|| field.replace('_', " "), str::to_owned)
}

/// How a field has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// One value has replaced another.
    Replaced,
    /// A label has been added.
    Added,
    /// A field that had no value has one.
    Set,
    /// A field that had a value has none.
    Removed,
}

/// Returns how a field has changed. A conversation without an agent is "Unassigned", which counts
/// as a value.
pub(super) fn how(field: &str, before: Option<&LoggedValue>, after: Option<&LoggedValue>) -> How {
    let is_missing = |value: Option<&LoggedValue>| match value {
        None => true,
        Some(LoggedValue::Text(text)) => text.is_empty(),
        // A week without an open day is "Closed".
        Some(LoggedValue::List(values)) => values.is_empty() && !matches!(field, "business_periods" | "weekdays"),
        Some(_) => false,
    };
    match (field, is_missing(before), is_missing(after)) {
        (field, _, false) if IMAGES.contains(&field) => How::Set,
        ("assigned_agent_id", ..) | (_, false, false) => How::Replaced,
        ("label", true, _) => How::Added,
        (_, true, _) => How::Set,
        (_, false, true) => How::Removed,
    }
}

/// Returns a value in words.
pub(super) fn words(field: &str, value: &LoggedValue, language: Language) -> String {
    let texts = LogTexts::of(language);
    match value {
        LoggedValue::Flag(true) => texts.on.to_owned(),
        LoggedValue::Flag(false) => texts.off.to_owned(),
        LoggedValue::Number(bytes) if field == "max_file_size" => {
            let megabytes = digits::localize(&(bytes / MEGABYTE).to_string(), language);
            [&megabytes, " ", SettingsTexts::of(language).megabytes].concat()
        }
        LoggedValue::Number(days) if field.starts_with("keep_") => texts.days(*days),
        LoggedValue::Number(minutes) if field == "release_after_minutes" => texts.minutes(*minutes),
        LoggedValue::Number(number) => digits::localize(&number.to_string(), language),
        LoggedValue::Text(text) if text.is_empty() => texts.nothing.to_owned(),
        LoggedValue::Text(at) if MOMENTS.contains(&field) => time::moment(&Timestamp(at.clone()), language),
        LoggedValue::Text(_) if IMAGES.contains(&field) => texts.image.to_owned(),
        LoggedValue::Text(text) => known_word(field, text, language).unwrap_or_else(|| text.clone()),
        LoggedValue::List(days) if field == "business_periods" => week(days, language),
        LoggedValue::List(numbers) if field == "weekdays" => weekdays(numbers, language),
        LoggedValue::List(values) if values.is_empty() => texts.nothing.to_owned(),
        LoggedValue::List(values) => joined(values.iter().map(|value| words(field, value, language))),
        LoggedValue::Parts(parts) => match (parts.get("start"), parts.get("end")) {
            (Some(start), Some(end)) => [words("", start, language), words("", end, language)].join("–"),
            _ => holiday(parts, language),
        },
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the days with their periods. Closed days are left out.
fn week(days: &[LoggedValue], language: Language) -> String {
    let texts = SettingsTexts::of(language);
    let open = days.iter().enumerate().filter_map(|(day, periods)| match periods {
        LoggedValue::List(periods) if !periods.is_empty() => {
            let periods = joined(periods.iter().map(|period| words("", period, language)));
            Some([texts.day(day), " ", &periods].concat())
        }
        _ => None,
    });
    let open: Vec<String> = open.collect();
    if open.is_empty() { texts.closed.to_owned() } else { open.join("; ") }
}

/// Returns the date and the name of a holiday.
fn holiday(parts: &BTreeMap<String, LoggedValue>, language: Language) -> String {
    let part = |name: &str| match parts.get(name) {
        Some(LoggedValue::Text(text)) => text.as_str(),
        _ => "",
    };
    let date = part("date").parse().map_or_else(|_| part("date").to_owned(), |day| time::long_day(day, language));
    [date.as_str(), language.pick(part("name"), part("name_bn"))].join(" ").trim_end().to_owned()
}

fn weekdays(numbers: &[LoggedValue], language: Language) -> String {
    let texts = SettingsTexts::of(language);
    let day = |number: &LoggedValue| match number {
        LoggedValue::Number(number) => usize::try_from(*number - 1).map(|day| texts.day(day)).unwrap_or_default(),
        _ => "",
    };
    if numbers.is_empty() {
        texts.closed.to_owned()
    } else {
        joined(numbers.iter().map(|number| day(number).to_owned()))
    }
}

/// Returns the word for a value with a fixed form, such as a status or a time.
fn known_word(field: &str, code: &str, language: Language) -> Option<String> {
    let texts = Texts::of(language);
    let word = match field {
        "status" => texts.status(code.parse().ok()?),
        "priority" => texts.priority(code.parse().ok()?),
        "role" => match code.parse().ok()? {
            Role::Admin => LogTexts::of(language).admin,
            _ => LogTexts::of(language).agent,
        },
        "field" if code == "password" => LogTexts::of(language).password,
        "field" if code == "recovery_codes" => LogTexts::of(language).recovery_codes,
        "language" => code.parse::<Language>().ok()?.own_name(),
        "widget_position" => SettingsTexts::of(language).position(code.parse().ok()?),
        "prechat_name" | "prechat_email" => SettingsTexts::of(language).asked(code.parse().ok()?),
        // Times and dates consist of digits.
        "business_hours_start" | "business_hours_end" | "" => return Some(digits::localize(code, language)),
        _ => return None,
    };
    Some(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{audit, settings::ChatSettings};

    fn text(text: &str) -> LoggedValue {
        LoggedValue::Text(text.to_owned())
    }

    #[test]
    fn values_are_said_in_words() {
        assert_eq!(words("status", &text("resolved"), Language::En), "Resolved");
        assert_eq!(words("auto_assign", &LoggedValue::Flag(true), Language::En), "on");
        assert_eq!(words("max_file_size", &LoggedValue::Number(12 * MEGABYTE), Language::Bn), "১২ এমবি");
        assert_eq!(words("welcome_message", &text("Hello"), Language::Bn), "Hello");
        assert_eq!(field_name("max_file_size", Language::En), "Maximum file size");
        assert_eq!(field_name("something_new", Language::En), "something new");
    }

    /// Returns the fields that entries may have.
    fn recorded() -> Vec<String> {
        let settings = serde_json::to_value(ChatSettings::default()).expect("JSON");
        let settings = settings.as_object().expect("an object").keys().filter(|field| *field != "updated_at").cloned();
        audit::FIELDS.map(str::to_owned).into_iter().chain(settings).collect()
    }

    #[test]
    fn every_field_that_is_recorded_has_a_name_in_both_languages() {
        for field in recorded() {
            for language in Language::ALL {
                let texts = (LogTexts::of(language).field(&field), SettingsTexts::of(language).field(&field));
                assert!(texts.0.or(texts.1).is_some_and(|name| !name.is_empty()), "{field} in {language}");
            }
        }
    }

    #[test]
    fn every_value_with_a_fixed_form_has_words() {
        assert_eq!(words("role", &text("admin"), Language::Bn), "অ্যাডমিন");
        assert_eq!(words("field", &text("recovery_codes"), Language::En), "Recovery codes");
        assert_eq!(words("field", &text("password"), Language::Bn), "পাসওয়ার্ড");
        assert_eq!(words("avatar", &text("avatars/5f.png"), Language::En), "image");
        assert_eq!(how("avatar", Some(&text("a.png")), Some(&text("b.png"))), How::Set);
        assert_eq!(words("keep_log_days", &LoggedValue::Number(1), Language::En), "1 day");
        assert_eq!(words("keep_log_days", &LoggedValue::Number(30), Language::Bn), "৩০ দিন");
        assert_eq!(words("release_after_minutes", &LoggedValue::Number(5), Language::En), "5 minutes");
        assert_eq!(LogTexts::of(Language::Bn).author("command line"), "কমান্ড লাইন");
    }

    #[test]
    fn a_value_is_added_set_or_removed_if_the_other_one_is_missing() {
        let (vip, none) = (text("VIP"), text(""));
        assert_eq!(how("label", None, Some(&vip)), How::Added);
        assert_eq!(how("label", Some(&vip), None), How::Removed);
        assert_eq!(how("subject", Some(&none), Some(&vip)), How::Set);
        assert_eq!(how("subject", Some(&vip), Some(&none)), How::Removed);
        assert_eq!(how("subject", Some(&vip), Some(&text("Gold"))), How::Replaced);
        assert_eq!(how("assigned_agent_id", None, Some(&vip)), How::Replaced);
        let closed = LoggedValue::List(Vec::new());
        assert_eq!(
            how("weekdays", Some(&closed), Some(&LoggedValue::List(vec![LoggedValue::Number(1)]))),
            How::Replaced
        );
    }

    #[test]
    fn a_week_names_its_open_days() {
        let period = |start: &str, end: &str| {
            let parts = [("start".to_owned(), text(start)), ("end".to_owned(), text(end))];
            LoggedValue::Parts(BTreeMap::from(parts))
        };
        let closed = LoggedValue::List(Vec::new());
        let monday = LoggedValue::List(vec![period("09:00", "13:00"), period("14:00", "18:00")]);
        let week = LoggedValue::List(vec![monday, closed.clone()]);
        assert_eq!(words("business_periods", &week, Language::En), "Monday 09:00–13:00, 14:00–18:00");
        assert_eq!(words("business_periods", &LoggedValue::List(vec![closed]), Language::En), "Closed");
    }
}
