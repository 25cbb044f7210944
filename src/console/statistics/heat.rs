//! A heat map of weekdays and hours: darker cells had more messages.

use leptos::prelude::*;

use super::{
    plot::{Grid, Plot},
    texts::StatisticsTexts,
    words,
};
use crate::model::language::Language;

/// The number of shades besides the empty one.
const SHADES: u32 = 5;
/// The hours with labels.
const NAMED: [usize; 4] = [0, 6, 12, 18];

/// Shows the chart. The week begins as in the language's locale.
#[component]
pub fn HeatMap(
    /// The title of the chart.
    title: &'static str,
    /// The counts by weekday, Monday first, and hour.
    hours: Vec<Vec<u32>>,
    language: Language,
) -> impl IntoView {
    let texts = StatisticsTexts::of(language);
    let most = hours.iter().flatten().copied().max().unwrap_or(0);
    let week = language.week();
    let days = week.map(|day| view! { <span>{words::weekday(day, "short", language)}</span> });
    let days = days.collect_view();
    let named = NAMED.map(|hour| view! { <span>{words::hour(hour, language)}</span> });
    let busiest = busiest(&hours).map(|(day, hour)| {
        let when = [words::weekday(day, "long", language), words::hour(hour, language)].join(" ");
        view! { <span>{words::around(texts.busiest, &when)}</span> }
    });
    let shown: Vec<Vec<u32>> = week.iter().filter_map(|day| hours.get(*day).cloned()).collect();
    let values = cells(&shown).map(|(row, hour, count)| {
        let day = words::weekday(week[row], "long", language);
        let when = [day, words::hour(hour, language)].join(" ");
        [when, words::around(texts.message_count, &words::count(count, language))].join(" · ")
    });
    let values = values.collect();
    let cells = cells(&shown).map(|(row, hour, count)| {
        let class = ["heat heat--", &shade(count, most).to_string()].concat();
        view! { <rect class=class x=hour as f64 + 0.04 y=row as f64 + 0.05 width="0.92" height="0.9" /> }
    });
    let cells = cells.collect_view();
    let (fewer, more) = texts.scale;
    let scale = (0..=SHADES).map(|shade| view! { <i class=format!("swatch heat--{shade}")></i> }).collect_view();
    view! {
        <div class="heat-map">
            <div class="heat-days" aria-hidden="true">{days}</div>
            <Plot label=words::around(texts.values_of, title) grid=Grid { columns: 24, rows: 7 } values>
                <svg viewBox="0 0 24 7" preserveAspectRatio="none" aria-hidden="true">
                    {cells}
                </svg>
            </Plot>
            <div class="heat-hours" aria-hidden="true">{named}</div>
        </div>
        <p class="chart-legend" aria-hidden="true">
            {busiest} <span class="heat-scale">{fewer} {scale} {more}</span>
        </p>
    }
}

/// Returns all cells: weekday, hour and count.
fn cells(hours: &[Vec<u32>]) -> impl Iterator<Item = (usize, usize, u32)> {
    let rows = hours.iter().enumerate();
    rows.flat_map(|(day, row)| row.iter().enumerate().map(move |(hour, count)| (day, hour, *count)))
}

/// Returns the weekday and hour with the most messages, the earlier of two
/// equal ones; none if there are no messages.
fn busiest(hours: &[Vec<u32>]) -> Option<(usize, usize)> {
    let most =
        cells(hours).filter(|(_, _, count)| *count > 0).reduce(|most, cell| if cell.2 > most.2 { cell } else { most });
    most.map(|(day, hour, _)| (day, hour))
}

/// Returns 0 for no messages, else 1 to [`SHADES`].
fn shade(count: u32, most: u32) -> u32 {
    if count == 0 { 0 } else { (count * SHADES).div_ceil(most.max(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_shade_and_the_maximum_the_darkest() {
        assert_eq!([0, 1, 20, 21, 99, 100].map(|count| shade(count, 100)), [0, 1, 1, 2, 5, 5]);
        assert_eq!(shade(1, 1), SHADES);
    }

    #[test]
    fn the_busiest_hour_is_the_first_of_the_fullest() {
        let mut hours = vec![vec![0; 24]; 7];
        assert_eq!(busiest(&hours), None);
        hours[2][9] = 4;
        hours[5][20] = 4;
        hours[0][0] = 1;
        assert_eq!(busiest(&hours), Some((2, 9)));
    }
}
