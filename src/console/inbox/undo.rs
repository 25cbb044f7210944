//! Undoes the last change, single or bulk, for some seconds, even after the agent has moved to
//! another page.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{
    change::Change,
    state::{Inbox, use_inbox},
};
use crate::{
    console::{
        lazy::{PartInPage, UNDO_CONTENT},
        notice::{Notices, use_notices},
        scope::Scope,
    },
    model::{error::ApiError, ids::ConversationId, inbox::ConversationSummary, language::Language},
};

const OFFERED_MS: u32 = 8_000;

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Undoable {
    pub done: Change,
    /// What undoes it, for each conversation; never empty.
    pub reverses: Vec<(ConversationId, Change)>,
    /// Distinguishes this change from a later, identical one.
    number: u32,
}

/// The last change that this agent has made.
#[derive(Clone, Copy)]
pub struct Undo {
    pub(super) last: RwSignal<Option<Undoable>>,
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

    pub(super) fn tell(self, error: Option<ApiError>) {
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

    pub(super) fn send_change(
        self,
        id: ConversationId,
        change: Change,
        instead_of: Option<&Change>,
        done: impl FnOnce(Option<ApiError>) + 'static,
    ) {
        let call = change.call(id.clone(), instead_of);
        self.send_edit(id, Box::new(move |summary| change.show_in(summary)), call, done);
    }
}

/// Returns the name of a button that undoes something.
pub const fn undo_word(language: Language) -> &'static str {
    match language {
        Language::En => "Undo",
        Language::Bn => "ফিরিয়ে নিন",
    }
}

/// The live region for the last change, which is in the page from the start, so that screen readers
/// announce its text. Its content is loaded after the first change.
#[component]
pub fn UndoNotice() -> impl IntoView {
    let inbox = use_inbox();
    let is_wanted = Signal::derive(move || inbox.undo.last.with(Option::is_some));
    view! {
        <div class="undo-region" role="status">
            <PartInPage part=UNDO_CONTENT is_wanted meanwhile=|| () />
        </div>
    }
}
