//! The conversation to go on with after the open one.

use leptos::prelude::*;

use super::state::Inbox;
use crate::model::ids::ConversationId;

impl Inbox {
    /// Returns the listed conversation to answer next: the first unread one below the open one, or
    /// above it. If all others are read, returns the one below.
    pub fn next_to_answer(self) -> Option<ConversationId> {
        let open = self.open.get_untracked()?;
        let rows: Vec<(ConversationId, bool)> = self.rows.with_untracked(|rows| {
            let read = |row: &super::rows::Row| {
                let is_unread = row.summary.with_untracked(|summary| summary.unread > 0 && summary.status.is_active());
                (row.id.clone(), is_unread)
            };
            rows.iter().map(read).collect()
        });
        next(&rows, &open).cloned()
    }
}

fn next<'a>(rows: &'a [(ConversationId, bool)], open: &ConversationId) -> Option<&'a ConversationId> {
    let below = rows.iter().position(|(id, _)| id == open).map_or(0, |place| place + 1);
    let (above, below) = rows.split_at(below);
    let unread = below.iter().chain(above).find(|(id, is_unread)| *is_unread && id != open);
    unread.or(below.first()).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::{super::samples::id, *};

    #[test]
    fn unread_conversations_come_first_and_below_before_above() {
        let rows = [(id(1), true), (id(2), false), (id(3), false), (id(4), true)];
        assert_eq!(next(&rows, &id(2)), Some(&id(4)));
        assert_eq!(next(&rows, &id(4)), Some(&id(1)));
        assert_eq!(next(&rows[1..3], &id(2)), Some(&id(3)));
        assert_eq!(next(&rows[1..3], &id(3)), None, "all are done");
        assert_eq!(next(&rows[..1], &id(1)), None);
        assert_eq!(next(&rows, &id(9)), Some(&id(1)));
    }
}
