//! The filter by status.

use leptos::prelude::*;

use super::state::use_inbox;
use crate::{
    console::locale::use_locale,
    model::{conversation::Status, digits},
};

/// Shows a button for each status, and one for snoozed conversations if there are any. The pressed
/// ones are listed; if none is pressed, the tab's default applies.
#[component]
pub fn StatusFilters() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    // The last button, so that the others stay in their places when it appears.
    let has_snoozed = Memo::new(move |_| {
        let (tab, is_pressed) = inbox.address.with(|address| (address.tab, address.snoozed));
        is_pressed || tab.by_status(&inbox.counts.get()).snoozed > 0
    });
    view! {
        <div class="filters" role="group" aria-label=move || locale.texts().filter_by_status>
            {Status::ALL.map(|status| view! { <StatusFilter status=Some(status) /> }).collect_view()}
            <Show when=move || has_snoozed.get()>
                <StatusFilter status=None />
            </Show>
        </div>
    }
}

/// Shows the button of a status; without one, that of snoozed conversations.
#[component]
fn StatusFilter(status: Option<Status>) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let go = inbox.go();
    let is_pressed = Memo::new(move |_| {
        inbox.address.with(|address| status.map_or(address.snoozed, |status| address.statuses.contains(&status)))
    });
    let count = move || {
        let tab = inbox.address.with(|address| address.tab);
        let counts = tab.by_status(&inbox.counts.get());
        let count = status.map_or(counts.snoozed, |status| counts.of(status));
        digits::localize(&count.to_string(), locale.language())
    };
    let toggle = move |_| {
        let address = inbox.address.get_untracked();
        go.run(status.map_or_else(|| address.toggled_snoozed(), |status| address.toggled(status)));
    };
    view! {
        <button
            type="button"
            class=["filter filter--", status.map_or("snoozed", Status::code)].concat()
            aria-pressed=move || if is_pressed.get() { "true" } else { "false" }
            on:click=toggle
        >
            <span class="dot" aria-hidden="true"></span>
            {move || status.map_or(locale.texts().snoozed, |status| locale.texts().status(status))}
            " "
            <span class="count">{count}</span>
        </button>
    }
}
