//! Keeps the inbox in step with the poll: no change is missed, and newer data
//! is never replaced by a late answer.

use leptos::prelude::*;

use super::{
    pending::{Edit, Outcome},
    polled_rows::PolledRows,
    state::Inbox,
};
use crate::{
    api::agent,
    console::frame,
    model::{error::ApiError, ids::ConversationId, inbox::ConversationSummary},
    ui::{page, retry},
};

/// The number of changed rows that are drawn within one frame of 60 per second.
const ROWS_PER_FRAME: usize = 12;

impl Inbox {
    /// Records whether changes are polled for from now on.
    pub fn follow(self, is_followed: bool) {
        self.is_followed.set_value(is_followed);
        if is_followed {
            self.scope.spawn(self.catch_up());
        }
    }

    /// Fetches the changes between the list's answer and the first poll, if the
    /// list came first.
    pub(super) async fn catch_up(self) {
        let Some(since) = self.behind.try_update_value(Option::take).flatten() else { return };
        // A refusal is not shown: the poll gets it too.
        let answer = retry::until_answered(|| self.session.ask(agent::poll_inbox(since.clone()))).await;
        match answer {
            Ok(changes) if changes.reload => self.invalidate(),
            Ok(changes) => self.apply_changes(&self.with_pending(changes.conversations)),
            Err(_) => {}
        }
    }

    /// Applies the changes of a poll. If they are many, spreads them over several frames,
    /// starting with the newest.
    pub fn apply_poll(self, changes: &[ConversationSummary]) {
        self.polled_rows.update_value(|polled_rows| polled_rows.note(changes));
        let changes = &self.with_pending(changes.to_vec());
        if !changes.is_empty() {
            self.search_again();
        }
        if changes.len() <= ROWS_PER_FRAME || !page::is_visible() {
            return self.apply_changes(changes);
        }
        self.show_waiting();
        self.keep_for_pages(changes);
        self.waiting.set_value(changes.to_vec());
        self.scope.spawn(async move {
            loop {
                frame::next().await;
                let Some(newest) = self.newest_waiting() else { break };
                self.show(&newest);
            }
        });
    }

    fn newest_waiting(self) -> Option<Vec<ConversationSummary>> {
        let split = |waiting: &mut Vec<_>| waiting.split_off(waiting.len().saturating_sub(ROWS_PER_FRAME));
        self.waiting.try_update_value(split).filter(|newest| !newest.is_empty())
    }

    /// Shows the changes that wait for a frame.
    pub(super) fn show_waiting(self) {
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        if !waiting.is_empty() {
            self.show(&waiting);
        }
    }

    /// Records that a request about a conversation is about to start. Its
    /// answer may arrive after a poll with newer data.
    pub fn asking(self, id: ConversationId) -> Asked {
        Asked::new(self, id)
    }

    /// Sends a change of a conversation. `edit` shows it at once, and `done` is called with the
    /// outcome, even if the agent has moved to another page.
    pub(super) fn send_edit(
        self,
        id: ConversationId,
        edit: Edit,
        call: impl Future<Output = Result<ConversationSummary, ApiError>> + 'static,
        done: impl FnOnce(Option<ApiError>) + 'static,
    ) {
        let asked = self.asking(id.clone());
        let known = self.known(&id);
        let begun = self.pending.try_update_value(|pending| pending.begin(&id, known, edit));
        let Some((number, shown)) = begun else { return };
        shown.into_iter().for_each(|shown| self.apply(shown));
        let answer = self.session.change(call);
        self.scope.spawn(async move {
            let (outcome, error) = match answer.await {
                Ok(summary) => (Outcome::Answered { summary: Box::new(summary), is_late: asked.is_late() }, None),
                Err(error) => (Outcome::Refused, Some(error)),
            };
            let shown = self.pending.try_update_value(|pending| pending.end(&id, number, outcome)).flatten();
            shown.into_iter().for_each(|shown| self.apply(shown));
            done(error);
        });
    }

    /// Returns what is shown of a conversation, if it is open or listed.
    pub fn known(self, id: &ConversationId) -> Option<ConversationSummary> {
        let opened = self.opened.with_untracked(|opened| opened.clone().filter(|opened| opened.conversation_id == *id));
        opened.or_else(|| {
            self.rows
                .with_untracked(|rows| rows.iter().find(|row| row.id == *id).map(|row| row.summary.get_untracked()))
        })
    }

    /// Shows the agent's unanswered changes in conversations that the server has sent.
    pub(super) fn with_pending(self, mut summaries: Vec<ConversationSummary>) -> Vec<ConversationSummary> {
        self.pending.update_value(|pending| pending.show_in(&mut summaries));
        summaries
    }
}

/// A request about a conversation that is under way. Create it before sending the request.
pub struct Asked {
    inbox: Inbox,
    id: ConversationId,
    since: u64,
}

impl Asked {
    fn new(inbox: Inbox, id: ConversationId) -> Self {
        let since = inbox.polled_rows.try_update_value(PolledRows::begin).unwrap_or_default();
        Self { inbox, id, since }
    }

    /// Shows the conversation of the answer, unless a poll has brought it in the meantime.
    pub fn apply(self, summary: ConversationSummary) {
        if self.is_late() {
            // The next poll brings the current state.
            return self.inbox.wake();
        }
        self.inbox.with_pending(vec![summary]).into_iter().for_each(|summary| self.inbox.apply(summary));
    }

    /// Returns whether a poll has brought the conversation since the request.
    fn is_late(&self) -> bool {
        let inbox = self.inbox;
        let was_polled = |polled_rows: &PolledRows| polled_rows.was_polled_since(&self.id, self.since);
        inbox.polled_rows.try_with_value(was_polled).unwrap_or_default()
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.inbox.polled_rows.try_update_value(PolledRows::end);
    }
}
