//! Business hours, day by day.

use serde::{Deserialize, Serialize};

const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// A period from one time to another. If it ends before it starts, it goes over midnight, and
/// belongs to the day on which it starts. If it ends when it starts, it lasts until the same time
/// of the next day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first minute, `hh:mm`.
    pub start: String,
    /// The minute after the last.
    pub end: String,
}

impl Period {
    /// Makes a period.
    pub fn new(start: &str, end: &str) -> Self {
        Self { start: start.to_owned(), end: end.to_owned() }
    }

    /// Returns office hours, the first value of an added period.
    pub fn office() -> Self {
        Self::new("09:00", "18:00")
    }

    /// Returns the period from midnight to midnight.
    pub fn all_day() -> Self {
        Self::new("00:00", "00:00")
    }

    /// Returns start and length in minutes, if both times can be read.
    fn span(&self) -> Option<(u16, u16)> {
        let (start, end) = (minute_of(&self.start)?, minute_of(&self.end)?);
        Some((start, if end > start { end - start } else { DAY + end - start }))
    }
}

/// The periods of each day, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Week(pub [Vec<Period>; 7]);

impl Week {
    /// Returns the same period on each of some days, 1 (Monday) to 7.
    pub fn uniform(period: &Period, weekdays: &[u8]) -> Self {
        let mut week = Self::default();
        for (number, day) in (1..).zip(&mut week.0) {
            if weekdays.contains(&number) {
                day.push(period.clone());
            }
        }
        week
    }

    /// Returns the one period that each open day has, and the open days. None if the
    /// days differ, or all are closed.
    pub fn as_uniform(&self) -> Option<(Period, Vec<u8>)> {
        let mut open = (1..).zip(&self.0).filter(|(_, periods)| !periods.is_empty()).peekable();
        let period = open.peek()?.1.first()?.clone();
        let days: Option<Vec<u8>> =
            open.map(|(number, periods)| (*periods == [period.clone()]).then_some(number)).collect();
        Some((period, days?))
    }

    /// Returns the week with the periods of each day in their order.
    pub fn sorted(mut self) -> Self {
        for day in &mut self.0 {
            day.sort_by_key(|period| minute_of(&period.start));
        }
        self
    }

    /// Returns the periods that overlap another one, as day and place in the day.
    /// Sunday night continues into Monday.
    pub fn overlapping(&self) -> Vec<(usize, usize)> {
        let spans: Vec<_> = (0u16..)
            .zip(&self.0)
            .flat_map(|(day, periods)| {
                periods.iter().enumerate().filter_map(move |(place, period)| {
                    let (start, length) = period.span()?;
                    Some(((usize::from(day), place), day * DAY + start, length))
                })
            })
            .collect();
        let runs_into = |start: u16, length: u16, other: u16| (other + WEEK - start) % WEEK < length;
        spans
            .iter()
            .filter(|(at, start, length)| {
                spans.iter().any(|(other_at, other, other_length)| {
                    other_at != at && (runs_into(*start, *length, *other) || runs_into(*other, *other_length, *start))
                })
            })
            .map(|(at, ..)| *at)
            .collect()
    }
}

/// Returns the minute of the day of `hh:mm`.
pub fn minute_of(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once(':')?;
    let number = |text: &str, below: u16| {
        let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|number| is_plain && *number < below)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(days: [&[(&str, &str)]; 7]) -> Week {
        Week(days.map(|periods| periods.iter().map(|(start, end)| Period::new(start, end)).collect()))
    }

    #[test]
    fn times_are_two_digits_and_two() {
        assert_eq!((minute_of("00:00"), minute_of("23:59")), (Some(0), Some(1_439)));
        for wrong in ["", "9:00", "24:00", "12:60", "+9:00", "09:00:00", "০৯:০০", "noon"] {
            assert_eq!(minute_of(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn periods_that_touch_do_not_overlap() {
        let good = week([
            &[("09:00", "13:00"), ("13:00", "18:00")],
            &[("22:00", "06:00")],
            &[("06:00", "12:00")],
            &[],
            &[],
            &[],
            &[],
        ]);
        assert_eq!(good.overlapping(), []);
        let same_day = week([&[("09:00", "13:00"), ("12:59", "18:00")], &[], &[], &[], &[], &[], &[]]);
        assert_eq!(same_day.overlapping(), [(0, 0), (0, 1)]);
    }

    #[test]
    fn a_night_runs_into_the_next_morning_and_sunday_into_monday() {
        let into_tuesday = week([&[("22:00", "06:00")], &[("05:00", "07:00")], &[], &[], &[], &[], &[]]);
        assert_eq!(into_tuesday.overlapping(), [(0, 0), (1, 0)]);
        let into_monday = week([&[("05:00", "07:00")], &[], &[], &[], &[], &[], &[("22:00", "06:00")]]);
        assert_eq!(into_monday.overlapping(), [(0, 0), (6, 0)]);
        // A whole day each day. Each begins where the one before ends.
        let always = Week::uniform(&Period::new("00:00", "00:00"), &[1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(always.overlapping(), []);
    }

    #[test]
    fn a_week_of_equal_days_is_written_simply() {
        let office = Period::new("09:00", "18:00");
        let week = Week::uniform(&office, &[7, 1, 2]);
        assert_eq!(week.as_uniform(), Some((office.clone(), vec![1, 2, 7])));
        let mut other = week;
        other.0[2].push(Period::new("10:00", "18:00"));
        assert_eq!(other.as_uniform(), None);
        assert_eq!(Week::default().as_uniform(), None);
    }
}
