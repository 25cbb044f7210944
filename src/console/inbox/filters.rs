//! Only conversations of some statuses.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    address::{InboxAddress, Tab},
    state::use_inbox,
};
use crate::{
    console::locale::use_locale,
    model::{conversation::Status, digits},
};

/// A button for each status: pressed ones are listed; none pressed is the tab's
/// own choice.
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
    let navigate = use_navigate();
    let is_pressed = Memo::new(move |_| inbox.address.with(|address| address.statuses.contains(&status)));
    // The counts are those of all agents: beside one agent's tab they would
    // promise more than the list holds.
    let has_count = Memo::new(move |_| inbox.address.with(|address| address.tab == Tab::All));
    let count = move || {
        let text = digits::localize(&inbox.counts.get().all.of(status).to_string(), locale.language());
        view! { <span class="count">{text}</span> }
    };
    let toggle = move |_| {
        let path = untrack(|| inbox.path_to(InboxAddress::toggled, status));
        navigate(&path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
    };
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
            {move || has_count.get().then_some(count)}
        </button>
    }
}
