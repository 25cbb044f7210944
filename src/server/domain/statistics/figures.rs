//! Adds up the figures of a period from the events of its days.

use std::{collections::HashMap, sync::Arc};

use super::{
    day::{Happened, Kind},
    zone::{Place, ZonedDays},
};
use crate::model::{
    ids::UserId,
    statistics::{DayFigures, Durations, Ratings, Totals},
};

/// All figures of a period.
#[derive(Default)]
pub(super) struct Figures {
    /// How many conversations of each kind began.
    pub kinds: HashMap<Kind, u32>,
    /// How many replies each agent's account wrote.
    pub replies: HashMap<UserId, u32>,
    /// By the days of the period.
    pub per_day: Vec<DayFigures>,
    /// Customers' messages by weekday and hour.
    pub hours: Vec<Vec<u32>>,
    pub totals: Totals,
}

/// Adds up the events. `happened` may contain more days than the period.
pub(super) fn figures(days: ZonedDays, happened: &[Arc<Happened>]) -> Figures {
    let (first, end) = days.quarters();
    // Each quarter of an hour is converted to local time once.
    let places: Vec<Option<Place>> = (first..end).map(|quarter| days.place(quarter)).collect();
    let place =
        |quarter: i64| usize::try_from(quarter - first).ok().and_then(|index| places.get(index).copied().flatten());
    let is_within = |quarter: i64| (first..end).contains(&quarter);
    let mut figures = Figures { per_day: empty_days(days), hours: vec![vec![0; 24]; 7], ..Figures::default() };
    let (mut responses, mut resolutions) = (Vec::new(), Vec::new());
    for day in happened {
        for (quarter, kind) in &day.began {
            if let Some(place) = place(*quarter) {
                *figures.kinds.entry(*kind).or_default() += 1;
                figures.per_day[place.day].conversations += 1;
                figures.totals.conversations += 1;
            }
        }
        for (quarter, messages) in &day.asked {
            if let Some(place) = place(*quarter) {
                figures.hours[place.weekday][place.hour] += messages;
                figures.per_day[place.day].customer_messages += messages;
                figures.totals.customer_messages += messages;
            }
        }
        for (quarter, account, messages) in &day.replied {
            if let Some(place) = place(*quarter) {
                if let Some(account) = account {
                    *figures.replies.entry(*account).or_default() += messages;
                }
                figures.per_day[place.day].agent_messages += messages;
                figures.totals.agent_messages += messages;
            }
        }
        let of_period = |list: &[(i64, i64)]| -> Vec<i64> {
            list.iter().filter(|(quarter, _)| is_within(*quarter)).map(|(_, seconds)| *seconds).collect()
        };
        responses.extend(of_period(&day.responded));
        resolutions.extend(of_period(&day.resolved));
        for (_, stars) in day.rated.iter().filter(|(quarter, _)| is_within(*quarter)) {
            rate(&mut figures.totals.ratings, *stars);
        }
    }
    figures.totals.first_response = durations(responses);
    figures.totals.resolution = durations(resolutions);
    average(&mut figures.totals.ratings);
    figures
}

fn empty_days(days: ZonedDays) -> Vec<DayFigures> {
    let empty = |date| DayFigures { date, conversations: 0, customer_messages: 0, agent_messages: 0 };
    days.days.each().map(empty).collect()
}

fn rate(ratings: &mut Ratings, stars: i32) {
    let place = usize::try_from(stars - 1).ok();
    if let Some(given) = place.and_then(|place| ratings.distribution.get_mut(place)) {
        *given += 1;
        ratings.count += 1;
    }
}

fn average(ratings: &mut Ratings) {
    let sum: f64 = (1..).zip(ratings.distribution).map(|(stars, given)| f64::from(stars) * f64::from(given)).sum();
    ratings.average = (ratings.count > 0).then(|| sum / f64::from(ratings.count));
}

/// Returns the median, which lies in the middle or between the two in the
/// middle, and the 90th percentile: the shortest duration that nine of ten do
/// not exceed.
fn durations(mut seconds: Vec<i64>) -> Durations {
    let total = seconds.len();
    if total == 0 {
        return Durations::default();
    }
    seconds.sort_unstable();
    // Positions count from 1. The seconds of a conversation are few enough for an exact
    // `f64`.
    let at = |place: usize| seconds[place - 1] as f64;
    Durations {
        count: u32::try_from(total).unwrap_or(u32::MAX),
        median_seconds: Some((at(total.div_ceil(2)) + at((total + 2) / 2)) / 2.0),
        p90_seconds: Some(at((total * 9).div_ceil(10))),
    }
}
