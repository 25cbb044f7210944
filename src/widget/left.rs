//! Messages that another tab has left unsent. A tab that is closed says so, one
//! that the browser kills cannot.

use super::launch::OUTBOX_KEY;
use crate::ui::{outbox::Outbox, signals::*, storage};

/// Finds messages that no tab sends.
#[derive(Clone, Copy)]
pub struct Left(StoredValue<bool>);

impl Left {
    /// Has not looked yet.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// Returns whether something was left when it looked last.
    pub fn is_some(self) -> bool {
        self.0.get_value()
    }

    /// Looks after an answer of the server. A tab whose message is still in the
    /// storage at two answers in a row has probably gone: this one sends it. If
    /// the other tab is there after all, the message still arrives once.
    pub fn look(self, outbox: Outbox) {
        let is_left = outbox.is_empty_untracked() && storage::get(OUTBOX_KEY).is_some();
        if is_left && self.0.get_value() {
            outbox.adopt();
        }
        self.0.set_value(is_left);
    }
}
