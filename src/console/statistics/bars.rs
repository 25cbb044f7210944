//! A bar for each day. The drawing is stretched to its place; the words are
//! outside it, so that they are not stretched.

use leptos::prelude::*;

use super::{
    plot::{Grid, Plot},
    texts::StatisticsTexts,
    words,
};
use crate::model::{day::Day, language::Language};

/// The share of a day's width that its bar takes.
const BAR: f64 = 0.72;
/// The height of the drawing, in its own units.
const HEIGHT: f64 = 100.0;

/// One day's bar: stacked parts, the first at the bottom.
pub struct DayBar {
    pub day: Day,
    pub parts: Vec<u32>,
}

impl DayBar {
    fn sum(&self) -> u32 {
        self.parts.iter().sum()
    }
}

/// Shows the chart.
#[component]
pub fn DayBars(
    /// The title of the chart.
    title: &'static str,
    /// The days, in order.
    bars: Vec<DayBar>,
    /// The names of the parts, if there are several.
    #[prop(optional)]
    legend: Vec<&'static str>,
    language: Language,
) -> impl IntoView {
    let top = round_up(bars.iter().map(DayBar::sum).max().unwrap_or(0));
    let view_box = format!("0 0 {} {HEIGHT}", bars.len());
    let axis = [top, top / 2, 0].map(|value| view! { <span>{words::count(value, language)}</span> });
    let marks = marks(&bars).into_iter().map(|day| view! { <span>{words::short_day(day, language)}</span> });
    let marks = marks.collect_view();
    let grid = Grid { columns: bars.len(), rows: 1 };
    let values = bars.iter().map(|bar| reading(bar, &legend, language)).collect();
    let columns = bars.into_iter().enumerate().map(|(index, bar)| column(index, &bar, top)).collect_view();
    let legend = (!legend.is_empty()).then(|| {
        let entry = |(index, name): (usize, &'static str)| {
            view! { <span><i class=format!("swatch swatch--{index}")></i> {name}</span> }
        };
        view! { <p class="chart-legend" aria-hidden="true">{legend.into_iter().enumerate().map(entry).collect_view()}</p> }
    });
    view! {
        {legend}
        <div class="day-bars">
            <div class="day-bars-axis" aria-hidden="true">{axis}</div>
            <Plot label=words::around(StatisticsTexts::of(language).values_of, title) grid values>
                <svg viewBox=view_box preserveAspectRatio="none" aria-hidden="true">{columns}</svg>
            </Plot>
            <div class="day-bars-days" aria-hidden="true">{marks}</div>
        </div>
    }
}

/// Returns the figures of one day in words.
fn reading(bar: &DayBar, legend: &[&'static str], language: Language) -> String {
    let counts = bar.parts.iter().enumerate().map(|(number, part)| {
        let count = words::count(*part, language);
        legend.get(number).map_or_else(|| count.clone(), |name| [name, ": ", &count].concat())
    });
    [words::long_day(bar.day, language)].into_iter().chain(counts).collect::<Vec<_>>().join(" · ")
}

/// Shows the parts of one day.
fn column(index: usize, bar: &DayBar, top: u32) -> impl IntoView + use<> {
    let mut below = 0.0;
    let parts = bar.parts.iter().enumerate().map(|(number, part)| {
        let height = f64::from(*part) / f64::from(top) * HEIGHT;
        below += height;
        let class = format!("bar bar--{number}");
        view! { <rect class=class x=index as f64 + (1.0 - BAR) / 2.0 y=HEIGHT - below width=BAR height=height /> }
    });
    let parts = parts.collect_view();
    view! {
        <g>{parts}</g>
    }
}

/// Returns the first day, a middle one and the last, if there are that many.
fn marks(bars: &[DayBar]) -> Vec<Day> {
    let last = bars.len().saturating_sub(1);
    let mut places = vec![0, last / 2, last];
    places.dedup();
    places.into_iter().filter_map(|place| bars.get(place)).map(|bar| bar.day).collect()
}

/// Returns the top of the scale: an even, round number.
fn round_up(most: u32) -> u32 {
    let mut step = 1;
    loop {
        for factor in [2, 4, 6, 8, 10] {
            let top = factor * step;
            if most <= top {
                return top;
            }
        }
        step *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_at_a_round_number() {
        let tops = [0, 1, 2, 3, 10, 11, 37, 60, 99, 100, 101, 1_234].map(round_up);
        assert_eq!(tops, [2, 2, 2, 4, 10, 20, 40, 60, 100, 100, 200, 2_000]);
    }

    #[test]
    fn few_days_have_few_marks() {
        let bars =
            |days| (0..days).map(|day| DayBar { day: Day::from_number(day), parts: vec![1] }).collect::<Vec<_>>();
        assert_eq!(marks(&bars(1)).len(), 1);
        assert_eq!(marks(&bars(2)).len(), 2);
        assert_eq!(marks(&bars(30)).iter().map(|day| day.number()).collect::<Vec<_>>(), [0, 14, 29]);
    }
}
