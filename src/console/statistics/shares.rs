//! A chart with one bar for each kind, one below the other.

use leptos::prelude::*;

use super::{
    card::{ChartCard, Table},
    change::{ChangeLine, Measure},
    subject::Subject,
    words,
};
use crate::model::language::Language;

/// The bar of one kind.
pub struct ShareBar {
    pub name: String,
    /// The word that selects the bar's colour: a status, a priority, or another
    /// word.
    pub sign: String,
    pub count: u32,
    pub before: u32,
}

/// Shows the card with the bars of a subject.
#[component]
pub fn ShareCard(
    /// The chart and its period.
    subject: Subject,
    /// The kinds, in their order.
    bars: Vec<ShareBar>,
    /// The table, if it has more than the bars.
    #[prop(optional)]
    table: Option<Table>,
) -> impl IntoView {
    let (texts, language) = (subject.texts(), subject.language);
    let count = |count| words::count(count, language);
    let rows = bars.iter().map(|bar| vec![bar.name.clone(), count(bar.count), count(bar.before)]);
    let table = table.unwrap_or_else(|| Table::new([subject.chart.title(texts), texts.count, texts.before], rows));
    view! {
        <ChartCard subject=subject table=table>
            <ShareBars bars=bars language=language />
        </ChartCard>
    }
}

#[component]
fn ShareBars(bars: Vec<ShareBar>, language: Language) -> impl IntoView {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let rows = bars
        .into_iter()
        .map(|bar| {
            let width = f64::from(bar.count) / f64::from(most) * 100.0;
            view! {
                <div class=["share share--", &bar.sign].concat()>
                    <span class="share-name"><bdi>{bar.name}</bdi></span>
                    <svg class="share-bar" viewBox="0 0 100 1" preserveAspectRatio="none">
                        <rect width=width height="1" />
                    </svg>
                    <span class="share-count">{words::count(bar.count, language)}</span>
                    <ChangeLine
                        measure=Measure::Count
                        now=Some(bar.count.into())
                        before=Some(bar.before.into())
                        language=language
                    />
                </div>
            }
        })
        .collect_view();
    view! { <div aria-hidden="true">{rows}</div> }
}
