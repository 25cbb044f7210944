//! This agent's files on their way. Those for the customer and those for
//! colleagues are apart from the moment they are picked: neither a retry nor a
//! switch between reply and note sends one to the other.

use leptos::prelude::*;

use super::{mode::Mode, sending::show_sent, state::use_conversation, texts::ToolTexts};
use crate::{
    api::customer::load_config,
    console::{by_hand::ByHand, inbox::Inbox, locale::use_locale, scope::Scope},
    model::{ids::ConversationId, language::Language},
    ui::{
        files::{Dropping, Uploads, drop_area, upload_tray},
        timeline::Timeline,
    },
};

/// The files of one conversation.
#[derive(Clone, Copy)]
pub struct Files {
    replies: Uploads,
    notes: Uploads,
}

impl Files {
    /// None yet.
    pub fn new(id: &ConversationId, inbox: Inbox, timeline: RwSignal<Timeline>) -> Self {
        let rules = RwSignal::new(None);
        // Asked each time a conversation is opened: an admin may have changed them.
        Scope::here().spawn(async move {
            if let Ok(config) = load_config(Language::default()).await {
                rules.set(Some(config.attachment_rules()));
            }
        });
        let to = |action: &str| {
            let address = format!("/support/agent/api/conversation/{id}/{action}/");
            move || Some(address.clone())
        };
        let shown_id = id.clone();
        Self {
            replies: Uploads::new(rules, to("upload"), move |message| show_sent(&shown_id, message, inbox, timeline)),
            notes: Uploads::new(rules, to("note/upload"), move |note| {
                timeline.update(|timeline| timeline.sent(note));
            }),
        }
    }

    /// Those that go to whom one writes in this mode.
    pub fn of(self, mode: Mode) -> Uploads {
        match mode {
            Mode::Reply => self.replies,
            Mode::Note => self.notes,
        }
    }
}

/// The files above the field.
#[component]
pub fn FileTrays() -> impl IntoView {
    let Files { replies, notes } = use_conversation().files;
    view! {
        <FileTray uploads=replies />
        <div class="note-files">
            <FileTray uploads=notes />
        </div>
    }
}

#[component]
fn FileTray(uploads: Uploads) -> impl IntoView {
    let locale = use_locale();
    let has_any = Memo::new(move |_| uploads.has_any());
    view! { <ByHand draw=move || has_any.get().then(|| upload_tray(uploads, locale.language())) /> }
}

/// What lies over the conversation while files are dragged over it.
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
        Signal::derive(move || conversation.mode.get() == mode && may_write())
    };
    Mode::ALL.map(|mode| Dropping::new(conversation.files.of(mode), takes(mode)))
}
