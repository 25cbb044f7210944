//! Draws rows page by page.

use leptos::prelude::*;

use super::{
    pages::{Page, Pages},
    rows::Row,
};

/// Shows a conversation's rows. Each is drawn once by `draw`, one after the
/// other in the parent element.
#[component]
pub fn RowList<Draw, Drawn>(
    /// The rows, in order.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// Draws a row.
    draw: Draw,
) -> impl IntoView
where
    Draw: Fn(Row) -> Drawn + Clone + Send + 'static,
    Drawn: IntoView + 'static,
{
    let pages = RwSignal::new(Pages::default());
    Effect::new(move || rows.with(|rows| pages.maybe_update(|pages| pages.update(rows))));
    let draw_page = move |page: Page| {
        let draw = draw.clone();
        view! { <For each=move || page.rows.get() key=|row: &Row| row.key.clone() children=draw/> }
    };
    view! { <For each=move || pages.with(Pages::all) key=|page: &Page| page.key.clone() children=draw_page/> }
}
