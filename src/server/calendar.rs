//! Days and times in the shop's time zone, for texts that the server writes
//! itself: pages that work without JavaScript, and transcripts.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use crate::model::{digits, language::Language};

const MONTHS: [(&str, &str); 12] = [
    ("January", "জানুয়ারি"),
    ("February", "ফেব্রুয়ারি"),
    ("March", "মার্চ"),
    ("April", "এপ্রিল"),
    ("May", "মে"),
    ("June", "জুন"),
    ("July", "জুলাই"),
    ("August", "আগস্ট"),
    ("September", "সেপ্টেম্বর"),
    ("October", "অক্টোবর"),
    ("November", "নভেম্বর"),
    ("December", "ডিসেম্বর"),
];

/// Formats days and times in the shop's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    language: Language,
    today: NaiveDate,
}

impl Calendar {
    /// Makes the calendar of a time zone, by its name in the IANA database, at
    /// the moment `now`. Uses UTC if the zone is unknown.
    pub fn new(zone: &str, language: Language, now: DateTime<Utc>) -> Self {
        let zone = zone.parse().unwrap_or(Tz::UTC);
        Self { zone, language, today: now.with_timezone(&zone).date_naive() }
    }

    /// Returns the name of the zone.
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }

    /// Returns the day of a moment, to compare.
    pub fn day_of(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }

    /// Returns the time of day: `14:05`, `১৪:০৫`.
    pub fn clock(&self, moment: DateTime<Utc>) -> String {
        digits::localize(&moment.with_timezone(&self.zone).format("%H:%M").to_string(), self.language)
    }

    /// Returns the day: "Today", "Yesterday", else the date.
    pub fn day(&self, moment: DateTime<Utc>) -> String {
        let day = self.day_of(moment);
        if day == self.today {
            self.language.pick("Today", "আজ").to_owned()
        } else if Some(day) == self.today.pred_opt() {
            self.language.pick("Yesterday", "গতকাল").to_owned()
        } else if day.year() == self.today.year() {
            let weekday = self.language.pick_of(weekday(day.weekday()));
            format!("{weekday} {}", self.day_and_month(day))
        } else {
            self.date(moment)
        }
    }

    /// Returns the date, even of today: `22 November 2026`.
    pub fn date(&self, moment: DateTime<Utc>) -> String {
        let day = self.day_of(moment);
        let year = digits::localize(&day.year().to_string(), self.language);
        format!("{} {year}", self.day_and_month(day))
    }

    /// Returns day and time of day: `Yesterday, 14:05`.
    pub fn moment(&self, moment: DateTime<Utc>) -> String {
        format!("{}, {}", self.day(moment), self.clock(moment))
    }

    fn day_and_month(&self, day: NaiveDate) -> String {
        let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month)).copied();
        let number = digits::localize(&day.day().to_string(), self.language);
        format!("{number} {}", self.language.pick_of(month.unwrap_or_default()))
    }
}

const fn weekday(day: Weekday) -> (&'static str, &'static str) {
    match day {
        Weekday::Mon => ("Monday", "সোমবার"),
        Weekday::Tue => ("Tuesday", "মঙ্গলবার"),
        Weekday::Wed => ("Wednesday", "বুধবার"),
        Weekday::Thu => ("Thursday", "বৃহস্পতিবার"),
        Weekday::Fri => ("Friday", "শুক্রবার"),
        Weekday::Sat => ("Saturday", "শনিবার"),
        Weekday::Sun => ("Sunday", "রবিবার"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    // In Dhaka it is 01:30 on Monday the 23rd.
    #[rstest]
    #[case::in_the_small_hours("2026-11-22T18:05:00Z", "Today, 00:05", "আজ, ০০:০৫")]
    #[case::before_midnight("2026-11-22T17:59:00Z", "Yesterday, 23:59", "গতকাল, ২৩:৫৯")]
    #[case::this_year("2026-03-03T06:00:00Z", "Tuesday 3 March, 12:00", "মঙ্গলবার ৩ মার্চ, ১২:০০")]
    #[case::long_ago("2025-12-31T18:00:00Z", "Thursday 1 January, 00:00", "বৃহস্পতিবার ১ জানুয়ারি, ০০:০০")]
    #[case::another_year("2025-12-31T17:00:00Z", "31 December 2025, 23:00", "৩১ ডিসেম্বর ২০২৫, ২৩:০০")]
    fn moments_are_the_shops_own(#[case] moment: &str, #[case] english: &str, #[case] bangla: &str) {
        for (language, expected) in [(Language::En, english), (Language::Bn, bangla)] {
            let calendar = Calendar::new("Asia/Dhaka", language, at("2026-11-22T19:30:00Z"));
            assert_eq!(calendar.moment(at(moment)), expected);
        }
    }

    #[test]
    fn a_zone_that_is_none_is_utc() {
        assert_eq!(Calendar::new("Middle/Earth", Language::En, at("2026-11-22T19:30:00Z")).zone(), "UTC");
    }
}
