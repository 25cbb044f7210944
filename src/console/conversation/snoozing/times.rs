//! The times that the menu offers, by the calendar of the agent's browser.

use crate::model::day::Day;

/// A time that the menu offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// In [`HOURS`].
    Hours,
    /// At 18:00 today.
    Evening,
    /// At 09:00 tomorrow.
    Tomorrow,
    /// At 09:00 on the next Monday.
    Monday,
}

/// When a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After some minutes.
    In(u32),
    /// At a minute of a day. The browser's calendar finds the moment, also if its clock changes in
    /// between.
    At(Day, u32),
}

/// How many hours "in a few hours" are.
pub const HOURS: u32 = 3;
/// The minutes of the day at which a morning and an evening begin.
pub const MORNING: u32 = 9 * 60;
const EVENING: u32 = 18 * 60;

impl Choice {
    /// Returns the word that tells it from the others.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Evening => "evening",
            Self::Tomorrow => "tomorrow",
            Self::Monday => "monday",
        }
    }
}

/// Returns the times to offer at a minute of a day, the earliest first.
pub fn choices(today: Day, minute: u32) -> Vec<(Choice, When)> {
    let (tomorrow, monday) = (today.plus(1), today.plus(7 - today.weekday() as i32));
    let mut choices = vec![(Choice::Hours, When::In(HOURS * 60))];
    if minute < EVENING {
        choices.push((Choice::Evening, When::At(today, EVENING)));
    }
    choices.push((Choice::Tomorrow, When::At(tomorrow, MORNING)));
    // On Sunday, Monday is tomorrow.
    if monday != tomorrow {
        choices.push((Choice::Monday, When::At(monday, MORNING)));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the days and minutes that are offered.
    fn offered(today: &str, minute: u32) -> Vec<(Choice, String, u32)> {
        let today = today.parse().expect("a day");
        let at = |(choice, when)| match when {
            When::In(_) => None,
            When::At(day, minute) => Some((choice, day.to_string(), minute)),
        };
        choices(today, minute).into_iter().filter_map(at).collect()
    }

    #[test]
    fn the_evening_is_offered_until_it_begins() {
        assert_eq!(choices(Day::from_number(20_000), 0)[0], (Choice::Hours, When::In(180)));
        let evening = (Choice::Evening, "2026-11-25".to_owned(), 1_080);
        assert_eq!(offered("2026-11-25", 1_079)[0], evening);
        assert!(offered("2026-11-25", 1_080).iter().all(|(choice, ..)| *choice != Choice::Evening));
    }

    #[test]
    fn the_next_days_are_those_of_the_calendar() {
        for (today, tomorrow, monday) in [
            ("2026-11-30", "2026-12-01", Some("2026-12-07")),
            ("2026-12-31", "2027-01-01", Some("2027-01-04")),
            ("2028-02-28", "2028-02-29", Some("2028-03-06")),
            ("2026-11-28", "2026-11-29", Some("2026-11-30")),
            ("2026-11-29", "2026-11-30", None),
            // In Europe, the clock is set back in the night to 25 October.
            ("2026-10-24", "2026-10-25", Some("2026-10-26")),
        ] {
            let tomorrow = (Choice::Tomorrow, tomorrow.to_owned(), MORNING);
            let monday = monday.map(|monday| (Choice::Monday, monday.to_owned(), MORNING));
            assert_eq!(offered(today, 1_100), [tomorrow].into_iter().chain(monday).collect::<Vec<_>>(), "{today}");
        }
    }
}
