//! Business hours, in the shop's time zone.

use chrono::{DateTime, Datelike, Duration, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use crate::server::entity::chat_settings;

/// When the shop answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessHours {
    start: NaiveTime,
    end: NaiveTime,
    weekdays: Vec<Weekday>,
    zone: Tz,
}

impl From<&chat_settings::Model> for BusinessHours {
    fn from(settings: &chat_settings::Model) -> Self {
        Self {
            start: settings.business_hours_start,
            end: settings.business_hours_end,
            weekdays: settings.weekdays.split(',').filter_map(weekday).collect(),
            zone: settings.timezone.parse().unwrap_or(Tz::UTC),
        }
    }
}

impl BusinessHours {
    /// Whether `moment` lies within them. Hours that end before they start go
    /// over midnight and belong to the day on which they start; hours that end
    /// when they start last all day.
    pub fn include(&self, moment: DateTime<Utc>) -> bool {
        let local = moment.with_timezone(&self.zone);
        let today = self.weekdays.contains(&local.weekday());
        let yesterday = self.weekdays.contains(&(local - Duration::days(1)).weekday());
        let time = local.time();
        if self.start < self.end {
            today && self.start <= time && time < self.end
        } else {
            (today && self.start <= time) || (yesterday && time < self.end)
        }
    }
}

/// The day of a number from 1 (Monday) to 7.
fn weekday(number: &str) -> Option<Weekday> {
    let number: u8 = number.trim().parse().ok()?;
    Weekday::try_from(number.checked_sub(1)?).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn hours(start: u32, end: u32, weekdays: &str) -> BusinessHours {
        BusinessHours {
            start: NaiveTime::from_hms_opt(start, 0, 0).unwrap(),
            end: NaiveTime::from_hms_opt(end, 0, 0).unwrap(),
            weekdays: weekdays.split(',').filter_map(weekday).collect(),
            zone: chrono_tz::Asia::Dhaka,
        }
    }

    // Dhaka is six hours ahead of UTC; 22 November 2026 is a Sunday.
    #[rstest]
    #[case::before("2026-11-22T02:59:59Z", 9, 18, "7", false)]
    #[case::at_the_start("2026-11-22T03:00:00Z", 9, 18, "7", true)]
    #[case::at_the_end("2026-11-22T12:00:00Z", 9, 18, "7", false)]
    #[case::another_day("2026-11-22T06:00:00Z", 9, 18, "1,2,3,4,5,6", false)]
    #[case::evening_over_midnight("2026-11-22T17:00:00Z", 20, 4, "7", true)]
    #[case::night_after_it("2026-11-22T20:00:00Z", 20, 4, "7", true)]
    #[case::night_before_it("2026-11-21T20:00:00Z", 20, 4, "7", false)]
    #[case::all_day("2026-11-22T10:00:00Z", 0, 0, "7", true)]
    fn hours_are_the_shops_own(
        #[case] moment: &str,
        #[case] start: u32,
        #[case] end: u32,
        #[case] weekdays: &str,
        #[case] expected: bool,
    ) {
        let moment: DateTime<Utc> = moment.parse().unwrap();
        assert_eq!(hours(start, end, weekdays).include(moment), expected);
    }
}
