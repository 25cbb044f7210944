//! A conversation that is kept in memory while it is not open.

use std::sync::Arc;

use super::{Item, Timeline};

impl Timeline {
    /// Drops what is not kept while the conversation is not open: all but the newest messages, and
    /// what applies only to the moment.
    pub fn prepare_to_keep(&mut self, most: usize) {
        let older = self.items.len().saturating_sub(most);
        self.has_older |= older > 0;
        drop(self.items.drain(..older));
        self.new_from = None;
        self.other_is_typing = false;
        self.viewers.clear();
    }

    /// Draws the line "New" again after the first answer. Meanwhile other agents may have read
    /// messages: of those of the other side, the newest are unread, as many as the answer says.
    pub fn renew_new_line(&mut self) {
        let unread = usize::try_from(self.unread).unwrap_or(usize::MAX);
        let side = self.side;
        let is_received = |item: &&mut Item| side.receives(&item.message) && item.message.deleted_at.is_none();
        for item in self.items.iter_mut().rev().filter(is_received).skip(unread) {
            if !item.message.is_read {
                Arc::make_mut(&mut item.message).is_read = true;
            }
        }
        self.draw_new_line();
    }
}
