//! The filters: a small dialog over the list, or a sheet on a phone. Changes
//! apply at once.

use leptos::{html::Dialog, prelude::*};

use super::{address::Filters, state::use_inbox, texts::InboxTexts};
use crate::{
    console::{
        lazy::{FILTER_FIELDS, PartInPage},
        locale::use_locale,
    },
    ui::icons::{Glyph, Icon},
};

const TITLE_ID: &str = "filters-title";

/// Shows the dialog. `is_opened` is true once it has been opened.
#[component]
pub fn FilterSheet(dialog: NodeRef<Dialog>, is_opened: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let change = use_change();
    let texts = move || InboxTexts::of(locale.language());
    view! {
        <dialog class="filter-sheet" node_ref=dialog aria-labelledby=TITLE_ID>
            <form method="dialog" class="filter-sheet-form">
                <div class="filter-sheet-head">
                    <h2 id=TITLE_ID>{move || texts().filters}</h2>
                    <button class="icon-button" aria-label=move || locale.texts().close>
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
                <PartInPage part=FILTER_FIELDS is_wanted=is_opened />
                <div class="filter-sheet-foot">
                    <button type="button" class="button" on:click=move |_| change.run(Box::new(|filters| *filters = Filters::default()))>
                        {move || texts().clear_filters}
                    </button>
                    <button class="button button--primary">{move || texts().done}</button>
                </div>
            </form>
        </dialog>
    }
}

/// A change of the filters.
pub(super) type Change = Box<dyn FnOnce(&mut Filters)>;

/// Returns a callback that changes the filters in the address.
pub(super) fn use_change() -> Callback<Change> {
    let change_filters = use_continued_change();
    Callback::new(move |change| change_filters.run((change, false)))
}

/// Returns a callback that changes the filters. With `true`, it continues the last change, so the
/// browser's history gets no further entry.
pub(super) fn use_continued_change() -> Callback<(Change, bool)> {
    let inbox = use_inbox();
    let go = inbox.go_to();
    Callback::new(move |(change, continues): (Change, bool)| {
        let address = inbox.address.get_untracked();
        let mut filters = address.filters.clone();
        change(&mut filters);
        go.run((address.with_filters(filters), continues));
    })
}
