//! Undoes the last change, single or bulk, for some seconds, even after the agent has moved to
//! another page.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{
    change::Change,
    state::{Inbox, use_inbox},
    undo_texts::UndoTexts,
};
use crate::{
    api::bulk,
    console::{
        locale::use_locale,
        notice::{Notices, use_notices},
        scope::Scope,
    },
    model::{
        bulk::{BulkAction, BulkReport, BulkRequest, ConversationChange},
        error::ApiError,
        ids::ConversationId,
        inbox::ConversationSummary,
    },
};

const OFFERED_MS: u32 = 8_000;

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq)]
struct Undoable {
    done: Change,
    /// What undoes it, for each conversation; never empty.
    reverses: Vec<(ConversationId, Change)>,
    /// Distinguishes this change from a later, identical one.
    number: u32,
}

/// The last change that this agent has made.
#[derive(Clone, Copy)]
pub struct Undo {
    last: RwSignal<Option<Undoable>>,
    notices: Notices,
    scope: Scope,
}

impl Undo {
    /// Returns a state without a change to undo.
    pub fn new() -> Self {
        Self { last: RwSignal::new(None), notices: use_notices(), scope: Scope::here() }
    }

    /// Offers to undo a change that the server has made, for a while. `reverses` is what undoes it
    /// in each conversation.
    pub fn offer(self, done: Change, reverses: Vec<(ConversationId, Change)>) {
        if reverses.is_empty() {
            return;
        }
        let number = self.last.with_untracked(|last| last.as_ref().map_or(0, |last| last.number.wrapping_add(1)));
        let undoable = Undoable { done, reverses, number };
        self.last.set(Some(undoable.clone()));
        self.scope.spawn(async move {
            TimeoutFuture::new(OFFERED_MS).await;
            if self.last.with_untracked(|last| last.as_ref() == Some(&undoable)) {
                self.last.set(None);
            }
        });
    }

    fn tell(self, error: Option<ApiError>) {
        error.iter().for_each(|error| self.notices.tell(error));
    }
}

impl Inbox {
    /// Changes a conversation. The change is shown at once. After the server has made it, it can be
    /// undone for a while.
    pub fn make(self, id: ConversationId, change: Change) {
        let reverse = self.known(&id).and_then(|now| change.reverse(&now));
        let done = change.clone();
        self.send_change(id.clone(), change, None, move |error| match error {
            Some(error) => self.undo.tell(Some(error)),
            None => self.undo.offer(done, reverse.map(|reverse| (id, reverse)).into_iter().collect()),
        });
    }

    /// Makes a change that is not offered to be undone. `edit` shows it at once.
    pub fn edit(
        self,
        id: ConversationId,
        edit: impl Fn(&mut ConversationSummary) + Send + Sync + 'static,
        call: impl Future<Output = Result<ConversationSummary, ApiError>> + 'static,
    ) {
        self.send_edit(id, Box::new(edit), call, move |error| self.undo.tell(error));
    }

    /// Undoes the last change in the conversations where the value has not changed since.
    pub fn undo_last(self) {
        let Some(Undoable { done, mut reverses, .. }) = self.undo.last.get_untracked() else { return };
        self.undo.last.set(None);
        match (reverses.pop(), reverses.is_empty()) {
            (Some((id, reverse)), true) => {
                self.send_change(id, reverse, Some(&done), move |error| self.undo.tell(error));
            }
            (Some(last), false) => {
                reverses.push(last);
                self.undo_many(&done, reverses);
            }
            (None, _) => {}
        }
    }

    fn send_change(
        self,
        id: ConversationId,
        change: Change,
        instead_of: Option<&Change>,
        done: impl FnOnce(Option<ApiError>) + 'static,
    ) {
        let call = change.call(id.clone(), instead_of);
        self.send_edit(id, Box::new(move |summary| change.show_in(summary)), call, done);
    }

    fn undo_many(self, done: &Change, reverses: Vec<(ConversationId, Change)>) {
        let answer: std::pin::Pin<Box<dyn Future<Output = Result<BulkReport, ApiError>>>> = match done {
            Change::Label(label, is_on) => {
                let action = if *is_on { BulkAction::Unlabel(label.id) } else { BulkAction::Label(label.id) };
                let ids = reverses.iter().map(|(id, _)| id.to_string()).collect();
                Box::pin(self.session.change(bulk::act_on_many(BulkRequest { ids, action })))
            }
            _ => {
                let change = |(id, reverse): (ConversationId, Change)| {
                    let update = reverse.update(Some(done))?;
                    Some(ConversationChange { conversation_id: id.to_string(), update })
                };
                Box::pin(self.session.change(bulk::change_many(reverses.into_iter().filter_map(change).collect())))
            }
        };
        self.scope.spawn(async move {
            let error = match answer.await {
                Ok(report) => {
                    self.wake();
                    let reason = report.results.iter().find_map(|result| result.reason);
                    reason.map(|reason| ApiError::new(reason, ""))
                }
                Err(error) => Some(error),
            };
            self.undo.tell(error);
        });
    }
}

/// Shows the last change, and the button that undoes it. The live region is in
/// the page from the start, so that screen readers announce its text.
#[component]
pub fn UndoNotice() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let texts = move || UndoTexts::of(locale.language());
    view! {
        <div class="undo-region" role="status">
            {move || {
                inbox
                    .undo
                    .last
                    .get()
                    .map(|Undoable { done, reverses, .. }| {
                        let ids: Vec<_> = reverses.into_iter().map(|(id, _)| id).collect();
                        view! {
                            <div class="undo">
                                <p>{move || texts().done(&ids, &done)}</p>
                                <button
                                    type="button"
                                    class="button"
                                    aria-keyshortcuts="z"
                                    on:click=move |_| inbox.undo_last()
                                >
                                    {move || texts().undo}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
