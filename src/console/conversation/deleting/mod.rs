//! Deletes messages and their files: a menu beside a message, and a question before anything is
//! deleted. Agents may delete their own messages and notes, admins all.

mod actions;
mod menu;
mod menu_texts;
mod texts;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{actions::MessageActions, menu::MessageMenu};
use self::{menu_texts::MenuTexts, texts::DeletingTexts};
use super::{log::LOG_ID, state::use_conversation};
use crate::{
    api::deleting::{delete_file, delete_message},
    console::{focus::focus, form::ConfirmDialog, locale::use_locale, request::Request},
    model::{deletion::Deletion, ids::MessageId, message::Message},
    ui::time,
};

/// What the agent is about to delete, provided to the rows of the log in the context.
#[derive(Clone, Copy)]
pub struct Deleting {
    /// The message whose menu is open.
    open: RwSignal<Option<MessageInMenu>>,
    /// What the dialog asks about.
    asked: RwSignal<Option<(MessageId, Deletion)>>,
    pub is_asking: RwSignal<bool>,
}

/// A message beside which the menu is open.
#[derive(Clone, Copy)]
struct MessageInMenu {
    id: MessageId,
    has_file: bool,
    /// Whether the signed-in agent wrote it.
    is_own: bool,
    is_note: bool,
    may_delete: bool,
}

impl Deleting {
    /// Returns a state in which nothing is about to be deleted.
    pub fn new() -> Self {
        Self { open: RwSignal::new(None), asked: RwSignal::new(None), is_asking: RwSignal::new(false) }
    }

    /// Asks whether to delete something.
    fn ask(self, message: MessageId, what: Deletion) {
        self.asked.set(Some((message, what)));
        self.is_asking.set(true);
    }
}

/// Asks before something is deleted, and deletes it.
#[component]
pub fn DeletingDialog() -> impl IntoView {
    let deleting = expect_context::<Deleting>();
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || DeletingTexts::of(locale.language());
    let what = move || deleting.asked.get().map_or(Deletion::Message, |(_, what)| what);
    let request = Request::change(
        move |(message, what)| {
            let id = conversation.id();
            async move {
                match what {
                    Deletion::Message => delete_message(id, message).await,
                    Deletion::File => delete_file(id, message).await,
                }
            }
        },
        move |message| {
            conversation.timeline.update(|timeline| timeline.sent(message));
            // The button that had the focus is gone.
            if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
                focus(LOG_ID);
            }
        },
    );
    let confirm = move |()| {
        deleting.open.set(None);
        if let Some(asked) = deleting.asked.get_untracked() {
            request.send(asked);
        }
    };
    view! {
        <ConfirmDialog
            is_open=deleting.is_asking
            title=move || texts().question(what()).to_owned()
            text=move || texts().consequence(what()).to_owned()
            confirm=move || MenuTexts::of(locale.language()).deletes(what()).to_owned()
            on_confirm=confirm
        />
    }
}

/// Shows what was deleted of a message, and when. Shows nothing if nothing was.
#[component]
pub fn DeletedLine(message: Arc<Message>) -> impl IntoView {
    let locale = use_locale();
    let deleted = message.deletion().map(|(what, at)| (what, at.clone()));
    deleted.map(|(what, at)| {
        view! {
            <span class="deleted-line">
                {move || what.words(locale.language())} " · " <bdi>{move || time::moment(&at, locale.language())}</bdi>
            </span>
        }
    })
}
