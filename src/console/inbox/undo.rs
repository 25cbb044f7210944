//! Undoes the last change of a status, for some seconds, even after the agent
//! has moved to another page.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::state::Inbox;
use crate::{
    api::agent,
    console::{
        conversation::ToolTexts,
        locale::use_locale,
        notice::{Notices, use_notices},
        scope::Scope,
    },
    model::{conversation::Status, ids::ConversationId, inbox::ConversationUpdate},
};

const OFFERED_MS: u32 = 8_000;

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    id: ConversationId,
    from: Status,
    to: Status,
    /// Distinguishes this change from a later, identical one.
    number: u32,
}

/// The last change of a status that this agent has made.
#[derive(Clone, Copy)]
pub struct StatusUndo {
    change: RwSignal<Option<Change>>,
    inbox: Inbox,
    notices: Notices,
    scope: Scope,
}

impl StatusUndo {
    /// Returns a state without a change to undo.
    pub fn new(inbox: Inbox) -> Self {
        Self { change: RwSignal::new(None), inbox, notices: use_notices(), scope: Scope::here() }
    }

    /// Offers to undo a change, for a while.
    pub fn offer(self, id: ConversationId, from: Status, to: Status) {
        let number = self.change.with_untracked(|last| last.as_ref().map_or(0, |last| last.number.wrapping_add(1)));
        let change = Change { id, from, to, number };
        self.change.set(Some(change.clone()));
        self.scope.spawn(async move {
            TimeoutFuture::new(OFFERED_MS).await;
            if self.change.with_untracked(|last| last.as_ref() == Some(&change)) {
                self.change.set(None);
            }
        });
    }

    /// Undoes the change, if the status has not changed since.
    pub fn undo(self) {
        let Some(Change { id, from, to, .. }) = self.change.get_untracked() else { return };
        self.change.set(None);
        let update = ConversationUpdate { status: Some(from), if_status: Some(to), ..ConversationUpdate::default() };
        let notices = self.notices;
        self.inbox.change(id.clone(), agent::update_conversation(id, update), move |_, error| notices.tell(error));
    }
}

/// Returns the last change of a status.
pub fn use_status_undo() -> StatusUndo {
    expect_context()
}

/// Shows the new status, and the button that undoes it. The live region is in
/// the page from the start, so that screen readers announce its text.
#[component]
pub fn UndoNotice() -> impl IntoView {
    let undo = use_status_undo();
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let offered = move || undo.change.get().map(|change| (change.id, change.to));
    view! {
        <div class="undo-region" role="status">
            {move || {
                offered()
                    .map(|(id, status)| {
                        view! {
                            <div class="undo">
                                <p>{move || texts().now(&id, status)}</p>
                                <button type="button" class="button" aria-keyshortcuts="z" on:click=move |_| undo.undo()>
                                    {move || texts().undo}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
