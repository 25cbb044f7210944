//! The skeleton shown while rows are loading.

use leptos::prelude::*;

use crate::console::locale::use_locale;

const ROWS: usize = 9;

/// Shows grey shapes of the final size, so that nothing moves when the rows
/// come.
#[component]
pub fn Skeleton() -> impl IntoView {
    let locale = use_locale();
    let row = || view! { <div class="row skeleton-row"><i></i><b></b><b></b></div> };
    view! {
        <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
        <div class="rows" aria-hidden="true">{(0..ROWS).map(|_| row()).collect_view()}</div>
    }
}
