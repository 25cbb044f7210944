//! The labels of the open conversation: add and remove.

use leptos::{html::Dialog, prelude::*};

use super::editor::LabelEditor;
use crate::{
    console::{
        dialog::open_dialog,
        inbox::{InboxTexts, use_directory},
        locale::use_locale,
    },
    model::{inbox::ConversationSummary, label::Label, text::isolated},
    ui::icons::{Glyph, Icon},
};

/// Shows the labels, the button that opens the menu to add another, and the button that opens the
/// list of all labels.
#[component]
pub fn ConversationLabels(
    /// The summary of the conversation.
    #[prop(into)]
    summary: Signal<Option<ConversationSummary>>,
    /// The button that opens the menu.
    #[prop(into)]
    add_button: ViewFn,
    /// Called with a label to remove.
    #[prop(into)]
    on_remove: Callback<Label>,
) -> impl IntoView {
    let directory = use_directory();
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    let dialog = NodeRef::<Dialog>::new();
    let shown = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|known| known.labels.clone()).unwrap_or_default())
    });
    Effect::new(move || shown.with(|shown| directory.check(shown)));
    let chips = move || shown.get().into_iter().map(|label| view! { <RemovableChip label on_remove /> }).collect_view();
    let is_edited = RwSignal::new(false);
    let edit = move |_| {
        is_edited.set(true);
        directory.refresh();
        if let Some(dialog) = dialog.get_untracked() {
            open_dialog(&dialog);
        }
    };
    view! {
        <h3>{move || texts().labels}</h3>
        <div class="conversation-labels">
            {chips}
            {add_button.run()}
            <button type="button" class="link-button" aria-haspopup="dialog" on:click=edit>
                {move || texts().edit_labels}
            </button>
        </div>
        <LabelEditor dialog is_edited />
    }
}

#[component]
fn RemovableChip(label: Label, on_remove: Callback<Label>) -> impl IntoView {
    let locale = use_locale();
    let name = isolated(&label.name);
    let remove_text = move || format!("{} {name}", InboxTexts::of(locale.language()).remove_label);
    view! {
        <span class="chip chip--label">
            <span class="dot" aria-hidden="true" style:background-color=label.color.to_string()></span>
            <bdi class="chip-text">{label.name.clone()}</bdi>
            <button
                type="button"
                class="chip-remove"
                aria-label=remove_text
                on:click=move |_| on_remove.run(label.clone())
            >
                <Icon glyph=Glyph::Close />
            </button>
        </span>
    }
}
