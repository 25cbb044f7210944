//! The list of all labels: create, rename, colour, delete.

use leptos::{html::Dialog, prelude::*};

use super::item::{LabelForm, LabelItem};
use crate::{
    api::labels,
    console::{
        dialog::focus_when_drawn,
        inbox::{InboxTexts, use_directory, use_inbox},
        lazy::{LABEL_LIST, PartInPage},
        locale::use_locale,
    },
    model::label::{Label, LabelDraft},
    ui::icons::{Glyph, Icon},
};

const TITLE_ID: &str = "labels-title";

/// Shows the dialog.
#[component]
pub fn LabelEditor(
    dialog: NodeRef<Dialog>,
    /// Whether the dialog has been opened.
    #[prop(into)]
    is_edited: Signal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <dialog class="label-editor" node_ref=dialog aria-labelledby=TITLE_ID>
            <form method="dialog" class="filter-sheet-head">
                <h2 id=TITLE_ID>{move || InboxTexts::of(locale.language()).labels}</h2>
                <button class="icon-button" aria-label=move || locale.texts().close>
                    <Icon glyph=Glyph::Close />
                </button>
            </form>
            <PartInPage part=LABEL_LIST is_wanted=is_edited />
        </dialog>
    }
}

/// Shows the labels, and the form for a new one.
#[component]
pub fn LabelList() -> impl IntoView {
    let directory = use_directory();
    let inbox = use_inbox();
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    // Rows show changes at once.
    let changed = Callback::new(move |()| {
        directory.refresh();
        inbox.wake();
    });
    let create = Callback::new(move |draft: LabelDraft| {
        Box::pin(async move { labels::create_label(draft).await.map(drop) }) as super::item::Saving
    });
    let has_none = move || directory.labels.with(Vec::is_empty);
    // The first field is the new label's: what is typed at once renames none.
    focus_when_drawn();
    view! {
        <h3>{move || texts().new_label}</h3>
        <LabelForm
            name="new-label".to_owned()
            label=None
            submit=Signal::derive(move || texts().create_label)
            save=create
            changed=changed
        />
        <Show when=has_none>
            <p class="quiet">{move || texts().no_labels}</p>
        </Show>
        <ul class="label-list">
            <For each=move || directory.labels.get() key=|label: &Label| label.id let:label>
                <LabelItem label=label changed=changed />
            </For>
        </ul>
    }
}
