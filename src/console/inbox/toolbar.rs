//! The toolbar above the rows: filters, order, and the selection mode.

use leptos::{html::Dialog, prelude::*};

use super::{
    directory::use_directory, filter_sheet::FilterSheet, selection::use_selection, state::use_inbox, texts::InboxTexts,
};
use crate::{
    console::locale::use_locale,
    model::{digits, view::Sort},
};

/// Shows the toolbar.
#[component]
pub fn Toolbar() -> impl IntoView {
    view! {
        <div class="list-toolbar">
            <FiltersButton />
            <SortField />
            <SelectButton />
        </div>
    }
}

#[component]
fn FiltersButton() -> impl IntoView {
    let inbox = use_inbox();
    let directory = use_directory();
    let locale = use_locale();
    let dialog = NodeRef::<Dialog>::new();
    let is_opened = RwSignal::new(false);
    let count = Memo::new(move |_| inbox.address.with(|address| address.filters.count()));
    let open = move |_| {
        directory.refresh();
        is_opened.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // Fails only if the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    let badge = move || {
        let text = digits::localize(&count.get().to_string(), locale.language());
        (count.get() > 0).then(|| view! { <span class="badge">{text}</span> })
    };
    view! {
        <button type="button" class="filter" aria-haspopup="dialog" on:click=open>
            {move || InboxTexts::of(locale.language()).filters}
            {badge}
        </button>
        <FilterSheet dialog=dialog is_opened=is_opened.into() />
    }
}

#[component]
fn SortField() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let current = Memo::new(move |_| inbox.address.with(|address| address.sort));
    let go = inbox.go();
    let change = move |event| {
        if let Ok(sort) = event_target_value(&event).parse::<Sort>() {
            go.run(inbox.address.get_untracked().with_sort(sort));
        }
    };
    view! {
        <span class="select select--plain">
            <select
                aria-label=move || InboxTexts::of(locale.language()).sort
                prop:value=move || current.get().code()
                on:change=change
            >
                {Sort::ALL
                    .map(|sort| {
                        view! {
                            <option value=sort.code() prop:selected=sort == current.get_untracked()>
                                {move || InboxTexts::of(locale.language()).sort(sort)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </span>
    }
}

/// Shows the button that reveals the checkboxes of all rows. Without a mouse
/// they cannot appear on hover.
#[component]
fn SelectButton() -> impl IntoView {
    let selection = use_selection();
    let locale = use_locale();
    view! {
        <button
            type="button"
            class="filter select-button"
            aria-pressed=move || if selection.is_on.get() { "true" } else { "false" }
            on:click=move |_| selection.toggle_mode()
        >
            {move || InboxTexts::of(locale.language()).select}
        </button>
    }
}
