//! Finds when a day begins in a time zone.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A quarter of an hour in seconds. All zones differ from UTC by a multiple of it.
pub(super) const QUARTER_SECONDS: i64 = 900;
/// The quarters of an hour in a day. No clock change skips more than that.
const QUARTERS_OF_A_DAY: i32 = 96;

/// Returns the first moment of a day. Where the clock is put forward at
/// midnight, that moment is later than midnight. Returns none for a day that is
/// too far away.
pub(super) fn start_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=QUARTERS_OF_A_DAY)
        .filter_map(|quarters| midnight.checked_add_signed(Duration::seconds(QUARTER_SECONDS) * quarters))
        .find_map(|local| zone.from_local_datetime(&local).earliest())
        .map(|moment| moment.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_the_clock_says_so() {
        let begins = |day: &str, zone| start_of(day.parse().unwrap(), zone).unwrap().to_rfc3339();
        assert_eq!(begins("2026-11-22", Tz::Asia__Dhaka), "2026-11-21T18:00:00+00:00");
        // The clock went from 23:59 to 01:00.
        assert_eq!(begins("2023-04-28", Tz::Africa__Cairo), "2023-04-27T22:00:00+00:00");
    }
}
