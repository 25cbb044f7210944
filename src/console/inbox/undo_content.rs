//! The notice that offers to undo the last change, and undoing it.

use leptos::prelude::*;

use super::{
    change::Change,
    state::{Inbox, use_inbox},
    undo::{Undoable, undo_word},
    undo_texts::UndoTexts,
};
use crate::{
    api::bulk,
    console::locale::use_locale,
    model::{
        bulk::{BulkAction, BulkReport, BulkRequest, ConversationChange},
        error::ApiError,
        ids::ConversationId,
    },
};

impl Inbox {
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

/// Shows the last change, and the button that undoes it.
#[component]
pub fn UndoContent() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    move || {
        inbox.undo.last.get().map(|Undoable { done, reverses, .. }| {
            let ids: Vec<_> = reverses.into_iter().map(|(id, _)| id).collect();
            view! {
                <div class="undo">
                    <p>{move || UndoTexts::of(locale.language()).done(&ids, &done)}</p>
                    <button
                        type="button"
                        class="button"
                        aria-keyshortcuts="z"
                        on:click=move |_| inbox.undo_last()
                    >
                        {move || undo_word(locale.language())}
                    </button>
                </div>
            }
        })
    }
}
