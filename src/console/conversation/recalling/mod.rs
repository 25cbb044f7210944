//! Takes back a reply or a note for a few seconds after it was sent. The button is below the message,
//! because a notice after each message would cover others.

mod task;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

pub use self::task::RecallTask;
use super::state::use_conversation;
use crate::{
    console::{inbox::undo_word, locale::use_locale, scope::Scope},
    model::ids::ClientId,
    ui::page,
};

/// How long a message can be taken back after the server has it, in milliseconds. The server allows
/// a minute.
const OFFERED_MS: u32 = 8_000;

/// The messages that can be taken back, and the one that is to be.
#[derive(Clone, Copy)]
pub struct Recalls {
    offered: RwSignal<Vec<ClientId>>,
    asked: RwSignal<Option<ClientId>>,
    /// Notified when the text of a message has returned to the draft.
    pub restored: Trigger,
    scope: Scope,
}

impl Recalls {
    /// Returns a state in which nothing can be taken back.
    pub fn new() -> Self {
        Self {
            offered: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            restored: Trigger::new(),
            scope: Scope::here(),
        }
    }

    /// Offers to take back a message that has arrived, in the tab that is on screen.
    pub fn offer(self, client_id: Option<&ClientId>) {
        let Some(client_id) = client_id.filter(|_| page::is_visible()).cloned() else { return };
        self.offered.update(|offered| offered.push(client_id.clone()));
        self.scope.spawn(async move {
            TimeoutFuture::new(OFFERED_MS).await;
            self.withdraw(&client_id);
        });
    }

    fn withdraw(self, client_id: &ClientId) {
        self.offered.update(|offered| offered.retain(|other| other != client_id));
    }

    /// Returns whether a message is to be taken back; tracked.
    pub fn is_asked(self) -> bool {
        self.asked.with(Option::is_some)
    }
}

/// Shows the button while the message can be taken back.
#[component]
pub fn UndoSending(
    /// The sender's own id for the message; none for one that was sent long ago.
    client_id: Option<ClientId>,
) -> impl IntoView {
    let recalls = use_conversation().recalls;
    let locale = use_locale();
    client_id.map(|client_id| {
        let sent = client_id.clone();
        let is_offered = Memo::new(move |_| recalls.offered.with(|offered| offered.contains(&sent)));
        let client_id = StoredValue::new(client_id);
        view! {
            <Show when=move || is_offered.get()>
                <button
                    type="button"
                    class="undo-sending"
                    on:click=move |_| recalls.asked.set(Some(client_id.get_value()))
                >
                    {move || undo_word(locale.language())}
                </button>
            </Show>
        }
    })
}
