//! The labels of the open conversation: add and remove.

use leptos::{html::Dialog, prelude::*};

use super::editor::LabelEditor;
use crate::{
    api::labels,
    console::{
        inbox::{InboxTexts, use_directory, use_inbox},
        locale::use_locale,
        notice::use_notices,
    },
    model::{ids::ConversationId, inbox::ConversationSummary, label::Label, text::isolated},
    ui::icons::{Glyph, Icon},
};

/// Shows the labels, a list to add another, and the button that opens the list
/// of all labels.
#[component]
pub fn ConversationLabels(
    /// The conversation.
    id: ConversationId,
    /// The summary of the conversation.
    #[prop(into)]
    summary: Signal<Option<ConversationSummary>>,
) -> impl IntoView {
    let directory = use_directory();
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    let dialog = NodeRef::<Dialog>::new();
    let shown = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|known| known.labels.clone()).unwrap_or_default())
    });
    Effect::new(move || shown.with(|shown| directory.check(shown)));
    let set = use_set(id);
    let others = move || {
        let on = shown.get();
        let is_on = |label: &&Label| on.iter().any(|other| other.id == label.id);
        directory.labels.with(|all| all.iter().filter(|label| !is_on(label)).cloned().collect::<Vec<_>>())
    };
    let chips =
        move || shown.get().into_iter().map(|label| view! { <RemovableChip label=label set=set /> }).collect_view();
    let options = move || {
        others().into_iter().map(|label| view! { <option value=label.id.0>{label.name}</option> }).collect_view()
    };
    let choose = move |event| {
        let picked = event_target_value(&event);
        let label = others().into_iter().find(|label| label.id.0.to_string() == picked);
        event_target::<web_sys::HtmlSelectElement>(&event).set_selected_index(0);
        label.into_iter().for_each(|label| set.run((label, true)));
    };
    let is_edited = RwSignal::new(false);
    let edit = move |_| {
        is_edited.set(true);
        directory.refresh();
        if let Some(dialog) = dialog.get_untracked() {
            // Fails only if the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    view! {
        <h3>{move || texts().labels}</h3>
        <div class="conversation-labels">
            {chips}
            <Show when=move || !others().is_empty()>
                <span class="select select--plain">
                    <select aria-label=move || texts().add_label aria-keyshortcuts="l" on:change=choose>
                        <option value="" selected>{move || texts().add_label}</option>
                        {options}
                    </select>
                </span>
            </Show>
            <button type="button" class="link-button" aria-haspopup="dialog" on:click=edit>
                {move || texts().edit_labels}
            </button>
        </div>
        <LabelEditor dialog is_edited />
    }
}

/// Returns a callback that adds or removes a label. The change is shown at
/// once, and undone if the server refuses.
fn use_set(id: ConversationId) -> Callback<(Label, bool)> {
    let (inbox, notices) = (use_inbox(), use_notices());
    Callback::new(move |(label, is_on): (Label, bool)| {
        let id = id.clone();
        inbox.preview_change(&id, |summary| set_in(summary, &label, is_on));
        let call = labels::label_conversation(id.clone(), label.id, is_on);
        inbox.change(id.clone(), call, move |_, error| {
            inbox.preview_change(&id, |summary| set_in(summary, &label, !is_on));
            notices.tell(error);
        });
    })
}

fn set_in(summary: &mut ConversationSummary, label: &Label, is_on: bool) {
    summary.labels.retain(|other| other.id != label.id);
    if is_on {
        summary.labels.push(label.clone());
    }
}

#[component]
fn RemovableChip(label: Label, set: Callback<(Label, bool)>) -> impl IntoView {
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
                on:click=move |_| set.run((label.clone(), false))
            >
                <Icon glyph=Glyph::Close />
            </button>
        </span>
    }
}
