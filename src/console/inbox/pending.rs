//! The changes of this agent that the server has not answered yet. Rows show them, whatever a poll
//! brings in the meantime.

use std::collections::HashMap;

use crate::model::{ids::ConversationId, inbox::ConversationSummary};

/// Shows a change in a summary.
pub(super) type Edit = Box<dyn Fn(&mut ConversationSummary) + Send + Sync>;

/// The outcome of a change.
pub(super) enum Outcome {
    /// The server has made it, and has answered with the conversation.
    Answered {
        summary: Box<ConversationSummary>,
        /// Whether a poll has brought the conversation before the answer.
        is_late: bool,
    },
    /// The server has not made it.
    Refused,
}

/// The unanswered changes of all conversations.
#[derive(Default)]
pub(super) struct PendingEdits {
    last: u64,
    conversations: HashMap<ConversationId, Pending>,
}

/// The unanswered changes of one conversation.
struct Pending {
    /// What the server has last said; none if it was not loaded.
    base: Option<ConversationSummary>,
    /// The changes, the oldest first, each with its number.
    edits: Vec<(u64, Edit)>,
}

impl Pending {
    fn shown(&self) -> Option<ConversationSummary> {
        let mut summary = self.base.clone()?;
        self.edits.iter().for_each(|(_, edit)| edit(&mut summary));
        Some(summary)
    }
}

impl PendingEdits {
    /// Records that a change begins. Returns its number, and what to show from now on. `base` is
    /// what the conversation looks like without it.
    pub fn begin(
        &mut self,
        id: &ConversationId,
        base: Option<ConversationSummary>,
        edit: Edit,
    ) -> (u64, Option<ConversationSummary>) {
        self.last += 1;
        let pending = self.conversations.entry(id.clone()).or_insert(Pending { base, edits: Vec::new() });
        pending.edits.push((self.last, edit));
        (self.last, pending.shown())
    }

    /// Records the outcome of a change. Returns what to show: the changes that are still unanswered,
    /// over what is now known.
    pub fn end(&mut self, id: &ConversationId, number: u64, outcome: Outcome) -> Option<ConversationSummary> {
        let pending = self.conversations.get_mut(id)?;
        pending.edits.retain(|(other, _)| *other != number);
        match outcome {
            Outcome::Answered { summary, is_late } => {
                let is_newer = |base: &ConversationSummary| is_late && base.updated_at >= summary.updated_at;
                if !pending.base.as_ref().is_some_and(is_newer) {
                    pending.base = Some(*summary);
                }
            }
            Outcome::Refused => {}
        }
        let shown = pending.shown();
        if pending.edits.is_empty() {
            self.conversations.remove(id);
        }
        shown
    }

    /// Shows the unanswered changes in conversations that the server has sent.
    pub fn show_in(&mut self, summaries: &mut [ConversationSummary]) {
        if self.conversations.is_empty() {
            return;
        }
        for summary in summaries {
            if let Some(pending) = self.conversations.get_mut(&summary.conversation_id) {
                pending.base = Some(summary.clone());
                *summary = pending.shown().unwrap_or_else(|| summary.clone());
            }
        }
    }

    /// Applies something else that is known about a conversation, such as that it has been read.
    pub fn amend(&mut self, id: &ConversationId, change: impl FnOnce(&mut ConversationSummary)) {
        if let Some(base) = self.conversations.get_mut(id).and_then(|pending| pending.base.as_mut()) {
            change(base);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::samples::{id, summary},
        *,
    };
    use crate::model::conversation::{Priority, Status};

    fn resolve() -> Edit {
        Box::new(|summary| summary.status = Status::Resolved)
    }

    fn raise() -> Edit {
        Box::new(|summary| summary.priority = Priority::High)
    }

    #[test]
    fn a_poll_keeps_an_unanswered_change() {
        let mut pending = PendingEdits::default();
        let (number, shown) = pending.begin(&id(1), Some(summary(1, 0)), resolve());
        assert_eq!(shown.unwrap().status, Status::Resolved);
        let mut polled = [ConversationSummary { unread: 4, ..summary(1, 0) }, summary(2, 0)];
        pending.show_in(&mut polled);
        assert_eq!((polled[0].status, polled[0].unread), (Status::Resolved, 4));
        assert_eq!(polled[1], summary(2, 0));
        let refused = pending.end(&id(1), number, Outcome::Refused).unwrap();
        assert_eq!((refused.status, refused.unread), (Status::Open, 4), "a refusal shows what the poll has brought");
        assert!(pending.conversations.is_empty());
    }

    #[test]
    fn an_answer_keeps_later_changes() {
        let mut pending = PendingEdits::default();
        let (first, _) = pending.begin(&id(1), Some(summary(1, 0)), resolve());
        let (second, _) = pending.begin(&id(1), Some(summary(1, 0)), raise());
        let answer = ConversationSummary { status: Status::Resolved, ..summary(1, 0) };
        let shown =
            pending.end(&id(1), first, Outcome::Answered { summary: Box::new(answer), is_late: false }).unwrap();
        assert_eq!((shown.status, shown.priority), (Status::Resolved, Priority::High));
        let refused = pending.end(&id(1), second, Outcome::Refused).unwrap();
        assert_eq!((refused.status, refused.priority), (Status::Resolved, Priority::Normal));
    }

    #[test]
    fn of_a_late_answer_and_a_poll_the_newer_one_is_shown() {
        for (polled_at, expected) in [(0, Priority::Normal), (9, Priority::Urgent)] {
            let mut pending = PendingEdits::default();
            let (number, _) = pending.begin(&id(1), Some(summary(1, 0)), raise());
            pending.show_in(&mut [ConversationSummary { priority: Priority::Urgent, ..summary(1, polled_at) }]);
            let outcome = Outcome::Answered { summary: Box::new(summary(1, 5)), is_late: true };
            assert_eq!(pending.end(&id(1), number, outcome).unwrap().priority, expected);
        }
    }
}
