//! Days in the shop's time zone.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::cursor::check_moment;
use crate::{
    model::timestamp::Timestamp,
    server::domain::{day_start::start_of, error::DomainError, services::InboxService},
};

impl InboxService {
    /// Returns the moments at which the first day begins and the last one ends, in the
    /// shop's time zone.
    ///
    /// # Errors
    /// If a day is outside the accepted range.
    pub async fn days(
        &self,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Result<(Option<Timestamp>, Option<Timestamp>), DomainError> {
        let zone: Tz = self.settings().presence().await?.settings.timezone.parse().unwrap_or(Tz::UTC);
        bounds(first, last, zone)
    }
}

/// Returns when the first day begins and when the last one ends, in a time zone.
pub(super) fn bounds(
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    zone: Tz,
) -> Result<(Option<Timestamp>, Option<Timestamp>), DomainError> {
    let begin =
        |day: NaiveDate| start_of(day, zone).ok_or(DomainError::Cursor).and_then(check_moment).map(Timestamp::from);
    let after = last.map(|day| day.checked_add_days(Days::new(1)).ok_or(DomainError::Cursor)).transpose()?;
    Ok((first.map(begin).transpose()?, after.map(begin).transpose()?))
}
