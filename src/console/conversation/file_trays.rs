//! The uploads of the open conversation above the field, and the areas on which files are dropped.

use leptos::prelude::*;

use super::{files::Files, mode::Mode, state::use_conversation, texts::ToolTexts};
use crate::{
    console::{dom_view::DomView, locale::use_locale},
    ui::files::{Dropping, Outgoing, drop_area, upload_tray},
};

/// Shows the uploads above the field.
#[component]
pub fn FileTrays() -> impl IntoView {
    let Files { replies, notes } = use_conversation().files;
    view! {
        <FileTray outgoing=replies />
        <div class="note-files">
            <FileTray outgoing=notes />
        </div>
    }
}

#[component]
fn FileTray(outgoing: Outgoing) -> impl IntoView {
    let locale = use_locale();
    let has_any = Memo::new(move |_| outgoing.has_any());
    view! { <DomView draw=move || has_any.get().then(|| upload_tray(outgoing, locale.language())) /> }
}

/// Shows the drop areas over the conversation while files are dragged over it.
#[component]
pub fn DropAreas(
    /// The files of the replies, then those of the notes.
    droppings: [Dropping; 2],
) -> impl IntoView {
    let locale = use_locale();
    let [replies, notes] = droppings;
    view! {
        <DomView draw=move || replies.is_over().then(|| drop_area(locale.language())) />
        <Show when=move || notes.is_over()>
            <div class="adda-drop">
                <p>{move || ToolTexts::of(locale.language()).drop_on_note}</p>
            </div>
        </Show>
    }
}

/// Listens for files that are dragged over the conversation, or pasted into it.
pub fn droppings() -> [Dropping; 2] {
    let conversation = use_conversation();
    let takes = move |mode: Mode| {
        let may_write = move || mode == Mode::Note || !conversation.is_closed();
        Memo::new(move |_| conversation.mode.get() == mode && may_write())
    };
    Mode::ALL.map(|mode| Dropping::new(conversation.files.of(mode), takes(mode)))
}
