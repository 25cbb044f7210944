//! Days and hours in the shop's time zone. The database counts by quarters of
//! an hour, which are the same everywhere; here each is assigned to its local
//! day. So days with a clock change have their 23 or 25 hours.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;

pub(super) use crate::server::domain::day_start::QUARTER_SECONDS;
use crate::{
    model::day::{Day, Days},
    server::domain::day_start,
};

/// Days in a time zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct ZonedDays {
    pub days: Days,
    pub zone: Tz,
}

/// The local day and hour of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The index of the day; 0 is the first.
    pub day: usize,
    /// The weekday; 0 is Monday.
    pub weekday: usize,
    pub hour: usize,
}

impl ZonedDays {
    /// Returns the same number of days, just before these.
    pub fn before(self) -> Self {
        Self { days: self.days.before(), zone: self.zone }
    }

    /// Returns the first moment.
    pub fn start(self) -> DateTime<Utc> {
        start_of(self.days.from, self.zone)
    }

    /// Returns the first moment after the last.
    pub fn end(self) -> DateTime<Utc> {
        start_of(self.days.to.plus(1), self.zone)
    }

    /// Returns the first quarter of an hour, counted since 1970, and the first
    /// after the last.
    pub fn quarters(self) -> (i64, i64) {
        let quarter = |moment: DateTime<Utc>| moment.timestamp().div_euclid(QUARTER_SECONDS);
        (quarter(self.start()), quarter(self.end()))
    }

    /// Returns the local day and hour of a quarter of an hour, counted since
    /// 1970; none outside of these days.
    pub fn place(self, quarter: i64) -> Option<Place> {
        let moment = DateTime::from_timestamp(quarter.checked_mul(QUARTER_SECONDS)?, 0)?.with_timezone(&self.zone);
        let day = day_of(moment.date_naive());
        let index = usize::try_from(day.number() - self.days.from.number()).ok()?;
        (day <= self.days.to).then(|| Place {
            day: index,
            weekday: day.weekday(),
            // Below 24.
            hour: usize::try_from(moment.hour()).unwrap_or(0),
        })
    }
}

/// Returns the current day in a time zone.
pub(super) fn today(now: DateTime<Utc>, zone: Tz) -> Day {
    day_of(now.with_timezone(&zone).date_naive())
}

fn start_of(day: Day, zone: Tz) -> DateTime<Utc> {
    let date = NaiveDate::default() + Duration::days(day.number().into());
    day_start::start_of(date, zone).unwrap_or_else(|| date.and_time(NaiveTime::MIN).and_utc())
}

fn day_of(date: NaiveDate) -> Day {
    Day::from_number(date.num_days_from_ce() - NaiveDate::default().num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn zoned(from: &str, to: &str, zone: Tz) -> ZonedDays {
        ZonedDays { days: Days::read(from, to).unwrap(), zone }
    }

    #[rstest]
    #[case::dhaka(chrono_tz::Asia::Dhaka, "2026-11-22", "2026-11-21T18:00:00Z", 24)]
    #[case::kathmandu_has_quarters(chrono_tz::Asia::Kathmandu, "2026-11-22", "2026-11-21T18:15:00Z", 24)]
    #[case::spring_in_berlin(chrono_tz::Europe::Berlin, "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    #[case::autumn_in_berlin(chrono_tz::Europe::Berlin, "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    #[case::no_midnight_in_beirut(chrono_tz::Asia::Beirut, "2026-03-29", "2026-03-28T22:00:00Z", 23)]
    #[case::two_midnights_in_havana(chrono_tz::America::Havana, "2026-11-01", "2026-11-01T04:00:00Z", 25)]
    #[case::a_day_that_samoa_left_out(chrono_tz::Pacific::Apia, "2011-12-30", "2011-12-30T10:00:00Z", 0)]
    fn a_day_begins_and_ends_by_the_shops_clock(
        #[case] zone: Tz,
        #[case] day: &str,
        #[case] start: &str,
        #[case] hours: i64,
    ) {
        let zoned = zoned(day, day, zone);
        assert_eq!(zoned.start(), start.parse::<DateTime<Utc>>().unwrap());
        assert_eq!((zoned.end() - zoned.start()).num_hours(), hours);
    }

    #[test]
    fn every_quarter_of_a_period_has_its_place_and_no_other() {
        let zoned = zoned("2026-10-24", "2026-10-26", chrono_tz::Europe::Berlin);
        let quarter = |moment: DateTime<Utc>| moment.timestamp() / QUARTER_SECONDS;
        let places: Vec<Place> =
            (quarter(zoned.start())..quarter(zoned.end())).filter_map(|quarter| zoned.place(quarter)).collect();
        let on = |day| places.iter().filter(|place| place.day == day).count();
        assert_eq!([on(0), on(1), on(2)], [96, 100, 96]);
        // The hour from two o'clock on happened twice.
        assert_eq!(places.iter().filter(|place| place.day == 1 && place.hour == 2).count(), 8);
        assert_eq!(places.first(), Some(&Place { day: 0, weekday: 5, hour: 0 }));
        assert_eq!(zoned.place(quarter(zoned.start()) - 1), None);
        assert_eq!(zoned.place(quarter(zoned.end())), None);
        assert_eq!(zoned.place(i64::MAX), None);
    }

    #[test]
    fn today_is_the_shops() {
        let moment = "2026-11-22T19:30:00Z".parse().unwrap();
        assert_eq!(today(moment, chrono_tz::Asia::Dhaka).to_string(), "2026-11-23");
        assert_eq!(today(moment, Tz::UTC).to_string(), "2026-11-22");
    }
}
