//! Days of the calendar, without time and zone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    field::{FieldError, Problem},
    ids::InvalidId,
};

/// A day of the Gregorian calendar, written `2026-11-22`. It is kept as its
/// number since 1 January 1970, so that days can be counted and stepped through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
pub struct Day(i32);

/// The years that input may have. They have four digits, which both databases sort as
/// text, and leave room for the days before and after.
const YEARS: std::ops::RangeInclusive<i32> = 1971..=9998;
/// The days of the 400 years after which the calendar repeats.
const ERA: i32 = 146_097;
/// The days from 1 March of the year 0 to 1 January 1970. Years that begin in March
/// have the leap day at their end.
const SINCE_MARCH_0: i32 = 719_468;

impl Day {
    /// Returns the day with a number: 0 is 1 January 1970.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Returns the number of days since 1 January 1970.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Returns the day that is `days` later, or earlier if `days` is negative.
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// Returns 0 for Monday to 6 for Sunday.
    pub const fn weekday(self) -> usize {
        // 1 January 1970 was a Thursday; the remainder is below 7.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// Returns the first day of its month.
    pub const fn month_start(self) -> Self {
        let (_, _, day) = self.civil();
        self.plus(1 - day)
    }

    /// Returns a day by year, month and day of the month, which must exist.
    const fn of_civil(year: i32, month: i32, day: i32) -> Self {
        let march_year = if month <= 2 { year - 1 } else { year };
        let era = march_year.div_euclid(400);
        let year_of_era = march_year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - SINCE_MARCH_0)
    }

    /// Returns year, month and day of the month.
    const fn civil(self) -> (i32, i32, i32) {
        let days = self.0 + SINCE_MARCH_0;
        let day_of_era = days.rem_euclid(ERA);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = days.div_euclid(ERA) * 400 + year_of_era;
        (if month <= 2 { year + 1 } else { year }, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Result<i32, InvalidId> {
            let part =
                parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
            part.and_then(|part| part.parse().ok()).ok_or(InvalidId)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let found = Self::of_civil(year, month, day);
        // 31 April would be read as 1 May.
        let is_one = YEARS.contains(&year) && parts.next().is_none() && found.civil() == (year, month, day);
        is_one.then_some(found).ok_or(InvalidId)
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// Some days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Day,
    /// The last day, which is not before the first.
    pub to: Day,
}

impl Days {
    /// The maximum number of days.
    pub const MAX: i32 = 366;

    /// Returns `count` days, of which `to` is the last.
    pub const fn until(to: Day, count: i32) -> Self {
        Self { from: to.plus(1 - count), to }
    }

    /// Reads both ends from the texts of a form, in the browser and on the server.
    ///
    /// # Errors
    /// If one of them is not a day, the last is before the first, or there are too
    /// many.
    pub fn read(from: &str, to: &str) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut read = |field: &str, text: &str| {
            let problem = if text.trim().is_empty() { Problem::Required } else { Problem::Invalid };
            let day = text.trim().parse::<Day>();
            day.map_err(|_| errors.push(FieldError::new(field, problem))).ok()
        };
        let (from, to) = (read("from", from), read("to", to));
        let (Some(from), Some(to)) = (from, to) else { return Err(errors) };
        let days = Self { from, to };
        if to < from {
            Err(vec![FieldError::new("to", Problem::TooSmall)])
        } else if days.count() > Self::MAX {
            Err(vec![FieldError::beyond("to", Problem::TooLarge, Self::MAX.into())])
        } else {
            Ok(days)
        }
    }

    /// Returns the number of days.
    pub const fn count(self) -> i32 {
        self.to.number() - self.from.number() + 1
    }

    /// Returns the same number of days just before these.
    pub const fn before(self) -> Self {
        Self::until(self.from.plus(-1), self.count())
    }

    /// Returns each of the days.
    pub fn each(self) -> impl ExactSizeIterator<Item = Day> {
        (0..self.count()).map(move |index| self.from.plus(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for (text, number) in
            [("1971-01-01", 365), ("2000-02-29", 11_016), ("2026-11-22", 20_779), ("9998-12-31", 2_932_531)]
        {
            assert_eq!((day(text).number(), day(text).to_string()), (number, text.to_owned()));
        }
        for wrong in [
            "",
            "2026-11",
            "2026-11-31",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "26-01-01",
            "2026-11-22-1",
            "2026-11-22T00:00",
            "+026-01-01",
            "1970-12-31",
            "9999-01-01",
            "১৯৯৯-০১-০১",
        ] {
            assert_eq!(wrong.parse::<Day>(), Err(InvalidId), "{wrong:?}");
        }
    }

    #[test]
    fn each_day_follows_the_one_before() {
        let mut last = Day::from_number(-800).civil();
        for number in -799..60_000 {
            let next = Day::from_number(number).civil();
            let is_next = next == (last.0, last.1, last.2 + 1)
                || next == (last.0, last.1 + 1, 1)
                || (next == (last.0 + 1, 1, 1) && (last.1, last.2) == (12, 31));
            assert!(is_next && Day::of_civil(next.0, next.1, next.2).number() == number, "{last:?}, {next:?}");
            last = next;
        }
    }

    #[test]
    fn the_week_begins_on_monday() {
        assert_eq!(day("2026-11-22").weekday(), 6);
        assert_eq!(day("2026-11-23").weekday(), 0);
        assert_eq!(Day::from_number(-4).weekday(), 6);
        assert_eq!(day("2026-11-22").month_start(), day("2026-11-01"));
    }

    #[test]
    fn days_include_both_ends() {
        let days = Days::read("2026-11-16", " 2026-11-22 ").expect("a week");
        assert_eq!(days.count(), 7);
        assert_eq!(days.before(), Days { from: day("2026-11-09"), to: day("2026-11-15") });
        assert_eq!(days.each().last().map(|day| day.to_string()).as_deref(), Some("2026-11-22"));
        assert_eq!(Days::until(day("2026-11-22"), 1).before().to, day("2026-11-21"));
    }

    #[test]
    fn days_that_cannot_be_are_refused_by_field() {
        let problems = |from, to| Days::read(from, to).err().unwrap_or_default();
        assert_eq!(
            problems("", "tomorrow"),
            [FieldError::new("from", Problem::Required), FieldError::new("to", Problem::Invalid)]
        );
        assert_eq!(problems("2026-11-22", "2026-11-21"), [FieldError::new("to", Problem::TooSmall)]);
        assert_eq!(problems("2025-01-01", "2026-01-02"), [FieldError::beyond("to", Problem::TooLarge, 366)]);
        assert_eq!(Days::read("2024-01-01", "2024-12-31").map(Days::count), Ok(366));
    }
}
