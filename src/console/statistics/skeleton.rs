//! The skeleton shown while statistics are loading.

use leptos::prelude::*;

use crate::console::locale::use_locale;

const FIGURES: usize = 6;
const CHARTS: usize = 4;

/// Shows grey shapes of the final size, so that nothing moves when the figures
/// come.
#[component]
pub fn Skeleton() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
        <div class="statistics-content statistics-skeleton" aria-hidden="true">
            <p><b></b></p>
            <div class="figures">{(0..FIGURES).map(|_| view! { <div class="figure"><b></b><b></b></div> }).collect_view()}</div>
            <div class="charts">{(0..CHARTS).map(|_| view! { <div class="chart-card"><b></b></div> }).collect_view()}</div>
        </div>
    }
}
