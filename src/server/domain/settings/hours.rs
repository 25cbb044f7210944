//! Business hours, in the shop's time zone.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::{
    model::settings::{Holiday, Period, Week},
    server::entity::chat_settings,
};

/// The hours in which the shop is open.
///
/// All times are local times of the shop. When clocks are turned back, an hour
/// happens twice. When they are turned forward, one is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessHours {
    /// Whether business hours are enabled. If not, the shop is always open.
    are_followed: bool,
    /// The periods that begin on each day, Monday first.
    week: [Vec<Span>; 7],
    holidays: BTreeSet<NaiveDate>,
    zone: Tz,
}

/// How many days ahead the next opening is looked for. Customers are not told of a later one.
const DAYS_AHEAD: usize = 60;

/// The last minute that a time field can hold.
const LAST_MINUTE: NaiveTime = NaiveTime::from_hms_opt(23, 59, 0).expect("a time of day");

/// A period. One that ends before it starts extends past midnight; one that
/// ends when it starts lasts until the same time of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    start: NaiveTime,
    end: NaiveTime,
}

impl Span {
    /// Returns whether it extends into the next day.
    fn is_overnight(self) -> bool {
        self.end <= self.start
    }

    fn of(period: &Period) -> Option<Self> {
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        Some(Self::between(time(&period.start)?, time(&period.end)?))
    }

    /// Returns the period between two times. One that ends at 23:59 includes
    /// that minute: most people who type it mean midnight.
    fn between(start: NaiveTime, end: NaiveTime) -> Self {
        Self { start, end: if end == LAST_MINUTE { NaiveTime::MIN } else { end } }
    }
}

impl From<&chat_settings::Model> for BusinessHours {
    fn from(settings: &chat_settings::Model) -> Self {
        let week = match settings.periods() {
            Some(Week(days)) => days.map(|periods| periods.iter().filter_map(Span::of).collect()),
            None => {
                let span = Span::between(settings.business_hours_start, settings.business_hours_end);
                let open = settings.open_days();
                std::array::from_fn(|day| {
                    let is_open = open.iter().any(|number| usize::from(*number) == day + 1);
                    is_open.then_some(span).into_iter().collect()
                })
            }
        };
        let holidays = settings.holiday_list();
        let date = |Holiday { date, .. }: &Holiday| date.parse().ok();
        Self {
            are_followed: settings.business_hours_enabled,
            week,
            holidays: holidays.iter().filter_map(date).collect(),
            zone: settings.timezone.parse().unwrap_or(Tz::UTC),
        }
    }
}

impl BusinessHours {
    /// Returns whether `moment` lies within the hours; always true if they are
    /// not enabled. A holiday removes the periods that begin on it. A period
    /// that began the evening before still runs to its end: its agents are at
    /// work already.
    pub fn include(&self, moment: DateTime<Utc>) -> bool {
        if !self.are_followed {
            return true;
        }
        let local = moment.with_timezone(&self.zone);
        let (today, time) = (local.date_naive(), local.time());
        let now = self.beginning_on(today).iter();
        let mut of_today = now.filter(|span| span.start <= time && (span.is_overnight() || time < span.end));
        let last_night = today.pred_opt().map_or(&[][..], |yesterday| self.beginning_on(yesterday));
        let mut of_last_night = last_night.iter().filter(|span| span.is_overnight() && time < span.end);
        of_today.next().is_some() || of_last_night.next().is_some()
    }

    /// Returns when the shop opens next; none while it is open, and if that is months away.
    pub fn next_opening(&self, moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.include(moment) {
            return None;
        }
        let today = moment.with_timezone(&self.zone).date_naive();
        let opening = |day: NaiveDate| {
            let starts = self.beginning_on(day).iter().filter_map(|span| {
                let start = day.and_time(span.start);
                // An hour that is skipped begins with the next one.
                let at = |start| self.zone.from_local_datetime(&start).earliest();
                at(start).or_else(|| at(start + TimeDelta::hours(1)))
            });
            starts.map(|start| start.with_timezone(&Utc)).filter(|start| *start > moment).min()
        };
        today.iter_days().take(DAYS_AHEAD).find_map(opening)
    }

    /// Returns the periods that begin on a day.
    fn beginning_on(&self, day: NaiveDate) -> &[Span] {
        let number = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
        if self.holidays.contains(&day) { &[] } else { &self.week[number] }
    }
}

#[cfg(test)]
mod tests;
