//! Records which rows polls bring while the agent's own requests are under way. If a poll has
//! brought the row that a request asks for, the request's answer is not shown: the polled row is
//! newer, or the next poll brings a newer one.

use std::collections::HashMap;

use crate::model::{ids::ConversationId, inbox::ConversationSummary};

/// The conversations that polls have brought since the first of the requests
/// under way.
#[derive(Debug, Default)]
pub(super) struct PolledRows {
    under_way: usize,
    polls: u64,
    last: HashMap<ConversationId, u64>,
}

impl PolledRows {
    /// Records the rows of a poll.
    pub fn note(&mut self, rows: &[ConversationSummary]) {
        if self.under_way > 0 {
            self.polls += 1;
            self.last.extend(rows.iter().map(|row| (row.conversation_id.clone(), self.polls)));
        }
    }

    /// Records that a request begins. Returns the value to pass to [`Self::was_polled_since`].
    pub fn begin(&mut self) -> u64 {
        self.under_way += 1;
        self.polls
    }

    /// Returns whether a poll has brought a conversation since a request began.
    pub fn was_polled_since(&self, id: &ConversationId, since: u64) -> bool {
        self.last.get(id).is_some_and(|&poll| poll > since)
    }

    /// Records that a request has ended.
    pub fn end(&mut self) {
        self.under_way -= 1;
        if self.under_way == 0 {
            self.last.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::samples::{id, summary},
        *,
    };

    #[test]
    fn an_answer_is_late_once_a_poll_has_brought_the_same_conversation() {
        let mut polled_rows = PolledRows::default();
        let first = polled_rows.begin();
        polled_rows.note(&[summary(1, 0)]);
        let second = polled_rows.begin();
        assert!(polled_rows.was_polled_since(&id(1), first));
        assert!(!polled_rows.was_polled_since(&id(1), second), "brought before the second was asked");
        assert!(!polled_rows.was_polled_since(&id(2), first), "another conversation");
    }

    #[test]
    fn nothing_is_remembered_while_no_request_is_under_way() {
        let mut polled_rows = PolledRows::default();
        polled_rows.note(&[summary(1, 0)]);
        assert!(polled_rows.last.is_empty());
        let since = polled_rows.begin();
        polled_rows.note(&[summary(1, 0)]);
        polled_rows.end();
        assert!(polled_rows.last.is_empty());
        assert!(!polled_rows.was_polled_since(&id(1), since));
    }
}
