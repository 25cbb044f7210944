//! The figures of the period, each with its change.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    change::{ChangeLine, Measure},
    texts::StatisticsTexts,
    words,
};
use crate::model::{
    language::Language,
    statistics::{Durations, Ratings, Statistics, Totals, Waiting},
};

/// The data of one figure.
struct Figure {
    name: &'static str,
    value: String,
    note: String,
    /// The figure to compare it with; none for figures of the present.
    change: Option<(Measure, Option<f64>, Option<f64>)>,
}

/// Shows all figures.
#[component]
pub fn Figures(statistics: Arc<Statistics>, language: Language) -> impl IntoView {
    let texts = StatisticsTexts::of(language);
    let (now, before) = (&statistics.totals, &statistics.before);
    let figures = [
        conversations(now, before, language),
        messages(now, before, language),
        time(texts.first_response, &now.first_response, &before.first_response, language),
        time(texts.resolution, &now.resolution, &before.resolution, language),
    ];
    let rating = statistics.shows_ratings().then(|| rating(&now.ratings, &before.ratings, language));
    let figures = figures.into_iter().chain(rating).chain([waiting(statistics.waiting, language)]);
    view! {
        <section class="figures" aria-label=texts.figures>
            {figures.map(|figure| view! { <FigureCard figure=figure language=language /> }).collect_view()}
        </section>
    }
}

#[component]
fn FigureCard(figure: Figure, language: Language) -> impl IntoView {
    let change = figure.change.map(|(measure, now, before)| {
        view! { <ChangeLine measure=measure now=now before=before language=language /> }
    });
    view! {
        <article class="figure">
            <h2>{figure.name}</h2>
            <p class="figure-value">{figure.value}</p>
            <p class="figure-note">{figure.note}</p>
            {change}
        </article>
    }
}

fn conversations(now: &Totals, before: &Totals, language: Language) -> Figure {
    Figure {
        name: StatisticsTexts::of(language).conversations,
        value: words::count(now.conversations, language),
        note: String::new(),
        change: Some(counts(now.conversations, before.conversations)),
    }
}

fn messages(now: &Totals, before: &Totals, language: Language) -> Figure {
    let texts = StatisticsTexts::of(language);
    let (of_customers, of_agents) = texts.sides;
    let customers = words::count(now.customer_messages, language);
    let agents = words::count(now.agent_messages, language);
    let note = [customers.as_str(), of_customers, &agents, of_agents].concat();
    Figure {
        name: texts.messages,
        value: words::count(now.messages(), language),
        note,
        change: Some(counts(now.messages(), before.messages())),
    }
}

fn counts(now: u32, before: u32) -> (Measure, Option<f64>, Option<f64>) {
    (Measure::Count, Some(now.into()), Some(before.into()))
}

fn time(name: &'static str, now: &Durations, before: &Durations, language: Language) -> Figure {
    let texts = StatisticsTexts::of(language);
    let note = now.p90_seconds.map(|seconds| words::around(texts.median_and_90th, &words::duration(seconds, language)));
    Figure {
        name,
        value: now.median_seconds.map_or_else(none, |seconds| words::duration(seconds, language)),
        note: note.unwrap_or_else(|| texts.not_measured.to_owned()),
        change: Some((Measure::Time, now.median_seconds, before.median_seconds)),
    }
}

fn rating(now: &Ratings, before: &Ratings, language: Language) -> Figure {
    let texts = StatisticsTexts::of(language);
    let average = now.average.map(|stars| words::around(texts.of_five, &words::number(stars, language)));
    let note = words::around(texts.ratings_given, &words::count(now.count, language));
    Figure {
        name: texts.rating,
        value: average.unwrap_or_else(none),
        note: if now.count > 0 { note } else { texts.not_measured.to_owned() },
        change: Some((Measure::Stars, now.average, before.average)),
    }
}

fn waiting(waiting: Waiting, language: Language) -> Figure {
    let texts = StatisticsTexts::of(language);
    // Far fewer seconds than an `f64` represents exactly.
    let longest = waiting.longest_seconds.map(|seconds| words::duration(seconds as f64, language));
    Figure {
        name: texts.waiting,
        value: words::count(waiting.count, language),
        note: longest.map_or_else(|| texts.none_waiting.to_owned(), |longest| words::around(texts.longest, &longest)),
        change: None,
    }
}

fn none() -> String {
    "–".to_owned()
}
