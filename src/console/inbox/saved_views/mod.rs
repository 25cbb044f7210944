//! The saved views: a dialog that lists them, and saves the current view under a name.

mod list;
mod texts;

use leptos::{html::Dialog, prelude::*};

pub use self::list::SavedViewList;
use self::texts::SavedViewTexts;
use crate::{
    console::{
        dialog::open_dialog,
        icons::BookmarkIcon,
        lazy::{PartPage, SAVED_VIEW_LIST},
        locale::use_locale,
    },
    ui::icons::{Glyph, Icon},
};

const TITLE_ID: &str = "saved-views-title";

/// The dialog, provided to its content in the context.
#[derive(Clone, Copy)]
struct SavedViews {
    dialog: NodeRef<Dialog>,
}

impl SavedViews {
    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }
}

/// Shows the button that opens the dialog.
#[component]
pub fn SavedViewsButton() -> impl IntoView {
    let locale = use_locale();
    let dialog = NodeRef::<Dialog>::new();
    provide_context(SavedViews { dialog });
    // The list is fetched again each time the dialog is opened.
    let is_open = RwSignal::new(false);
    let name = move || SavedViewTexts::of(locale.language()).saved_views;
    let open = move |_| {
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            open_dialog(&dialog);
        }
    };
    view! {
        <button
            type="button"
            class="icon-button tool"
            aria-haspopup="dialog"
            aria-label=name
            title=name
            aria-keyshortcuts="v"
            on:click=open
        >
            <BookmarkIcon />
        </button>
        <dialog
            class="filter-sheet saved-views"
            node_ref=dialog
            aria-labelledby=TITLE_ID
            on:close=move |_| is_open.set(false)
        >
            <form method="dialog" class="filter-sheet-head">
                <h2 id=TITLE_ID>{name}</h2>
                <button class="icon-button" aria-label=move || locale.texts().close>
                    <Icon glyph=Glyph::Close />
                </button>
            </form>
            <Show when=move || is_open.get()>
                <PartPage part=SAVED_VIEW_LIST is_inside=true />
            </Show>
        </dialog>
    }
}
