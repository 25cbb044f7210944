//! Statistics of a period: figures, charts and tables.

mod address;
mod bars;
mod card;
mod change;
mod charts;
mod custom_period;
mod figures;
mod heat;
mod period;
mod plot;
mod shares;
mod skeleton;
mod state;
mod subject;
mod texts;
mod words;

use std::sync::Arc;

use leptos::{either::EitherOf3, prelude::*};
use leptos_router::hooks::use_query_map;

use self::{
    charts::Charts,
    figures::Figures,
    period::PeriodChooser,
    skeleton::Skeleton,
    state::{Report, use_report},
    texts::StatisticsTexts,
};
use super::{locale::use_locale, title::set_title};
use crate::model::{language::Language, statistics::Statistics};

/// Shows the page.
#[component]
pub fn StatisticsPage() -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let period = Memo::new(move |_| {
        query.with(|query| address::read(query.get_str("period"), query.get_str("from"), query.get_str("to")))
    });
    provide_context(Report::new(period));
    let title = move || locale.texts().statistics;
    set_title(move || title().to_owned());
    view! {
        <main class="statistics">
            <header class="statistics-header">
                <h1>{title}</h1>
                <PeriodChooser />
            </header>
            <Content />
        </main>
    }
}

/// Shows the statistics, or the skeleton or error in their place.
#[component]
fn Content() -> impl IntoView {
    let locale = use_locale();
    let data = use_report().data;
    let has_failed = Memo::new(move |_| data.error().is_some());
    move || match (has_failed.get(), data.with(Arc::clone)) {
        (true, _) => EitherOf3::A(view! { <Failed /> }),
        (false, Some(statistics)) => EitherOf3::B(view! { <Shown statistics=statistics language=locale.language() /> }),
        (false, None) => EitherOf3::C(view! { <Skeleton /> }),
    }
}

#[component]
fn Shown(statistics: Arc<Statistics>, language: Language) -> impl IntoView {
    let report = use_report();
    let texts = StatisticsTexts::of(language);
    let is_empty = statistics.totals.is_empty();
    let before = statistics.days().before();
    let compared = [before.from, before.to].map(|day| words::long_day(day, language)).join(" – ");
    let compared = words::around(texts.compared_with, &compared);
    let clock = words::around(texts.clock_of, &statistics.timezone);
    view! {
        <div
            class="statistics-content"
            class:is-stale=move || report.data.is_loading()
            aria-busy=move || report.data.is_loading().then_some("true")
        >
            <p class="quiet">{compared} " " {clock}</p>
            <Figures statistics=statistics.clone() language=language />
            {if is_empty {
                view! { <Empty language=language /> }.into_any()
            } else {
                view! { <Charts statistics=statistics language=language /> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Empty(language: Language) -> impl IntoView {
    let texts = StatisticsTexts::of(language);
    view! {
        <div class="empty">
            <h2>{texts.empty}</h2>
            <p>{texts.empty_hint}</p>
        </div>
    }
}

#[component]
fn Failed() -> impl IntoView {
    let locale = use_locale();
    let report = use_report();
    let texts = move || StatisticsTexts::of(locale.language());
    view! {
        <div class="empty" role="alert">
            <h2>{move || texts().failed}</h2>
            <p>{move || texts().failed_hint}</p>
            <button type="button" class="button" on:click=move |_| report.data.reload()>
                {move || texts().retry}
            </button>
        </div>
    }
}
