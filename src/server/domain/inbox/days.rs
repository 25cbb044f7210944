//! Days, as the shop counts them.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::cursor::given_out;
use crate::{
    model::timestamp::Timestamp,
    server::domain::{desk::Desk, error::DomainError},
};

impl Desk {
    /// The moments at which the first day begins and the last one is over, in
    /// the shop's time zone.
    ///
    /// # Errors
    /// If a day is none that can be asked for.
    pub async fn days(
        &self,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Result<(Option<Timestamp>, Option<Timestamp>), DomainError> {
        let zone: Tz = self.presence().await?.settings.timezone.parse().unwrap_or(Tz::UTC);
        let begin = |day: NaiveDate| beginning(day, zone).and_then(given_out).map(Timestamp::from);
        let after = last.map(|day| day.checked_add_days(Days::new(1)).ok_or(DomainError::Cursor)).transpose()?;
        Ok((first.map(begin).transpose()?, after.map(begin).transpose()?))
    }
}

/// Where the clock is put forward at midnight, the day begins at one.
fn beginning(day: NaiveDate, zone: Tz) -> Result<DateTime<Utc>, DomainError> {
    let hours = (0..=3).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    hours
        .map(|time| zone.from_local_datetime(&day.and_time(time)))
        .find_map(LocalResult::earliest)
        .map(|moment| moment.to_utc())
        .ok_or(DomainError::Cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_the_shops_clock_says_so() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let begins =
            |text: &str, zone| beginning(day(text), zone).map(|moment| moment.to_rfc3339()).unwrap_or_default();
        assert_eq!(begins("2026-11-22", Tz::Asia__Dhaka), "2026-11-21T18:00:00+00:00");
        // The clock went from 23:59 to 01:00.
        assert_eq!(begins("2023-04-28", Tz::Africa__Cairo), "2023-04-27T22:00:00+00:00");
    }
}
