//! The card around each chart: its title, its table, its CSV.

use leptos::prelude::*;

use super::{address, state::use_report, subject::Subject, words::around};

/// The figures behind a chart.
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows, each with its name first.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table with columns of these names.
    pub fn new<const N: usize>(head: [&str; N], rows: impl Iterator<Item = Vec<String>>) -> Self {
        Self { head: head.map(str::to_owned).into(), rows: rows.collect() }
    }
}

/// Shows a chart with its table. One of them is visible. The table is always
/// present for screen readers, from which the drawing is hidden.
#[component]
pub fn ChartCard(
    /// The chart and its period.
    subject: Subject,
    /// The figures.
    table: Table,
    /// The chart.
    children: Children,
) -> impl IntoView {
    let Subject { chart, days, .. } = subject;
    let report = use_report();
    let texts = subject.texts();
    let title = chart.title(texts);
    let is_table = move || report.is_table(chart);
    view! {
        <section class="chart-card" aria-label=title>
            <header class="chart-head">
                <h2>{title}</h2>
                <button
                    type="button"
                    class="chart-action"
                    aria-pressed=move || if is_table() { "true" } else { "false" }
                    aria-label=around(texts.as_table, title)
                    on:click=move |_| report.toggle_table(chart)
                >
                    {texts.table}
                </button>
                <a
                    class="chart-action"
                    href=address::of_table(chart.part(), days)
                    aria-label=around(texts.as_csv, title)
                    download
                >
                    "CSV"
                </a>
            </header>
            <div class="chart" hidden=is_table>
                {children()}
            </div>
            // Focusable, so that it can be scrolled by keyboard.
            <div
                class="chart-table"
                class:visually-hidden=move || !is_table()
                tabindex=move || is_table().then_some("0")
                role="group"
                aria-label=title
            >
                <DataTable title=title table=table />
            </div>
        </section>
    }
}

#[component]
fn DataTable(title: &'static str, table: Table) -> impl IntoView {
    let head = table.head.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let name = cells.next();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <table>
            <caption class="visually-hidden">{title}</caption>
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
