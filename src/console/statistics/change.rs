//! The change of a figure from the previous period: an arrow and words, so that
//! the meaning does not depend on colour or direction.

use leptos::prelude::*;

use super::{texts::StatisticsTexts, words};
use crate::model::language::Language;

/// The kind of a figure, which decides the words of its change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A count.
    Count,
    /// A duration.
    Time,
    /// A rating, 1 to 5.
    Stars,
}

/// The change of a figure, if it can be calculated.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    /// The period has no figure.
    Nothing,
    /// The previous period has no figure.
    NoneBefore,
    /// It is the same after rounding to the digits shown.
    Same,
    /// It has risen by this much.
    Up(f64),
    /// It has fallen by this much.
    Down(f64),
}

/// Returns the change in percent, or in stars for ratings.
fn change(measure: Measure, now: Option<f64>, before: Option<f64>) -> Change {
    let Some(now) = now else { return Change::Nothing };
    let by = match (measure, before) {
        (_, None) => return Change::NoneBefore,
        (Measure::Stars, Some(before)) => ((now - before) * 10.0).round() / 10.0,
        (_, Some(0.0)) if now > 0.0 => return Change::NoneBefore,
        (_, Some(0.0)) => 0.0,
        (_, Some(before)) => ((now - before) / before * 100.0).round(),
    };
    if by > 0.0 {
        Change::Up(by)
    } else if by < 0.0 {
        Change::Down(-by)
    } else {
        Change::Same
    }
}

/// Shows the change, on a line.
#[component]
pub fn ChangeLine(
    /// The kind of figure.
    measure: Measure,
    /// The figure.
    now: Option<f64>,
    /// The figure of the previous period.
    before: Option<f64>,
    language: Language,
) -> impl IntoView {
    let texts = StatisticsTexts::of(language);
    let (up, down) = match measure {
        Measure::Count => (texts.more, texts.fewer),
        Measure::Time => (texts.slower, texts.faster),
        Measure::Stars => (texts.higher, texts.lower),
    };
    let amount = |by| words::number(by, language);
    let (arrow, line) = match change(measure, now, before) {
        Change::Nothing => (None, String::new()),
        Change::NoneBefore => (None, texts.none_before.to_owned()),
        Change::Same => (None, texts.same.to_owned()),
        Change::Up(by) => (Some("M6 2l4.5 8h-9z"), words::around(up, &amount(by))),
        Change::Down(by) => (Some("M6 10l4.5-8h-9z"), words::around(down, &amount(by))),
    };
    view! {
        <span class="figure-change">
            {arrow
                .map(|path| {
                    view! {
                        <svg class="figure-change-arrow" viewBox="0 0 12 12" aria-hidden="true">
                            <path d=path />
                        </svg>
                    }
                })} {line}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_times_change_by_percent() {
        let of = |now, before| change(Measure::Count, Some(now), Some(before));
        assert_eq!(of(112.0, 100.0), Change::Up(12.0));
        assert_eq!(of(50.0, 100.0), Change::Down(50.0));
        assert_eq!(of(1_001.0, 1_000.0), Change::Same);
        assert_eq!(of(0.0, 0.0), Change::Same);
        assert_eq!(of(3.0, 0.0), Change::NoneBefore);
        assert_eq!(change(Measure::Time, Some(3.0), None), Change::NoneBefore);
        assert_eq!(change(Measure::Time, None, Some(3.0)), Change::Nothing);
    }

    #[test]
    fn ratings_change_by_stars() {
        assert_eq!(change(Measure::Stars, Some(4.6), Some(4.2)), Change::Up(0.4));
        assert_eq!(change(Measure::Stars, Some(4.2), Some(4.24)), Change::Same);
    }
}
