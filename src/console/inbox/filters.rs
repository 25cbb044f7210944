//! The filter by status.

use leptos::prelude::*;

use super::state::use_inbox;
use crate::{
    console::locale::use_locale,
    model::{conversation::Status, digits},
};

/// Shows a button for each status. The pressed ones are listed; if none is
/// pressed, the tab's default applies.
#[component]
pub fn StatusFilters() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="filters" role="group" aria-label=move || locale.texts().filter_by_status>
            {Status::ALL.map(|status| view! { <StatusFilter status=status /> }).collect_view()}
        </div>
    }
}

#[component]
fn StatusFilter(status: Status) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let go = inbox.go();
    let is_pressed = Memo::new(move |_| inbox.address.with(|address| address.statuses.contains(&status)));
    let count = move || {
        let tab = inbox.address.with(|address| address.tab);
        digits::localize(&tab.by_status(&inbox.counts.get()).of(status).to_string(), locale.language())
    };
    let toggle = move |_| go.run(inbox.address.get_untracked().toggled(status));
    view! {
        <button
            type="button"
            class=["filter filter--", status.code()].concat()
            aria-pressed=move || if is_pressed.get() { "true" } else { "false" }
            on:click=toggle
        >
            <span class="dot" aria-hidden="true"></span>
            {move || locale.texts().status(status)}
            " "
            <span class="count">{count}</span>
        </button>
    }
}
