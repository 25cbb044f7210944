//! Finds messages that another tab has left unsent. A tab that is closed
//! reports it, but a tab that the browser kills cannot.

use super::launch::OUTBOX_KEY;
use crate::ui::{outbox::Outbox, signals::*, storage};

/// A search for messages that no tab sends.
#[derive(Clone, Copy)]
pub struct AbandonedMessages(StoredValue<bool>);

impl AbandonedMessages {
    /// Returns a state before the first check.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// Returns whether the last check has found messages.
    pub fn is_some(self) -> bool {
        self.0.get_value()
    }

    /// Checks after an answer of the server. If a tab's message is still in
    /// storage at two answers in a row, the tab is probably gone, and this tab
    /// sends the message. If the other tab exists after all, the message still
    /// arrives only once.
    pub fn check(self, outbox: Outbox) {
        let is_left = outbox.is_empty_untracked() && storage::get(OUTBOX_KEY).is_some();
        if is_left && self.0.get_value() {
            outbox.adopt();
        }
        self.0.set_value(is_left);
    }
}
