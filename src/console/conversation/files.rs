//! The uploads of this agent in one conversation. Files for the customer and
//! files for colleagues are separate from the moment they are picked: neither a
//! retry nor a switch between reply and note sends one to the wrong readers.

use leptos::prelude::*;

use super::{mode::Mode, sending::show_sent, state::use_conversation, texts::ToolTexts};
use crate::{
    console::{by_hand::ByHand, files::use_files, inbox::Inbox, locale::use_locale},
    model::ids::ConversationId,
    ui::{
        files::{Dropping, Outgoing, drop_area, upload_tray},
        timeline::Timeline,
    },
};

/// The files of one conversation.
#[derive(Clone, Copy)]
pub struct Files {
    replies: Outgoing,
    notes: Outgoing,
}

impl Files {
    /// Returns the uploads of a conversation, and adds the messages of
    /// completed uploads to the timeline.
    pub fn new(id: &ConversationId, inbox: Inbox, timeline: RwSignal<Timeline>) -> Self {
        let files = use_files();
        files.refresh_rules();
        let shown_id = id.clone();
        files.show_in(id.clone(), move |message| {
            if message.is_note {
                timeline.update(|timeline| timeline.sent(message));
            } else {
                show_sent(&shown_id, message, inbox, timeline);
            }
        });
        Self { replies: files.to(id, "upload"), notes: files.to(id, "note/upload") }
    }

    /// Returns the uploads of a mode.
    pub fn of(self, mode: Mode) -> Outgoing {
        match mode {
            Mode::Reply => self.replies,
            Mode::Note => self.notes,
        }
    }
}

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
    view! { <ByHand draw=move || has_any.get().then(|| upload_tray(outgoing, locale.language())) /> }
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
        <ByHand draw=move || replies.is_over().then(|| drop_area(locale.language())) />
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
