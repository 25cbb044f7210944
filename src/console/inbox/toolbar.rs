//! The one line of tools above the rows: search, filters, order, and the selection mode.

use leptos::{html::Dialog, prelude::*};

use super::{
    directory::use_directory, filter_sheet::FilterSheet, saved_views::SavedViewsButton, search::SearchBox,
    selection::use_selection, state::use_inbox, texts::InboxTexts,
};
use crate::{
    console::{
        dialog::open_dialog,
        icons::{FilterIcon, SelectIcon, SortIcon},
        locale::use_locale,
    },
    model::{digits, view::Sort},
};

/// Shows the toolbar.
#[component]
pub fn Toolbar() -> impl IntoView {
    view! {
        <div class="list-toolbar">
            <SearchBox />
            <FiltersButton />
            <SavedViewsButton />
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
            open_dialog(&dialog);
        }
    };
    let badge = move || {
        let text = digits::localize(&count.get().to_string(), locale.language());
        (count.get() > 0).then(|| view! { <span class="badge">{text}</span> })
    };
    let name = move || InboxTexts::of(locale.language()).filters;
    view! {
        <button type="button" class="icon-button tool" aria-haspopup="dialog" title=name on:click=open>
            <FilterIcon />
            <span class="visually-hidden">{name}" "</span>
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
        <span class="tool tool--sort" class:is-used=move || current.get() != Sort::default()>
            <SortIcon />
            <select
                aria-label=move || InboxTexts::of(locale.language()).sort
                title=move || InboxTexts::of(locale.language()).sort(current.get())
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
            class="icon-button tool select-button"
            title=move || InboxTexts::of(locale.language()).select
            aria-label=move || InboxTexts::of(locale.language()).select
            aria-pressed=move || if selection.is_on.get() { "true" } else { "false" }
            on:click=move |_| selection.toggle_mode()
        >
            <SelectIcon />
        </button>
    }
}
