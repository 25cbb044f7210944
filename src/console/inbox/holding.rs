//! Keeps the order of the list while the agent is about to click a row or moves through the rows
//! by keyboard. New rows and moved ones are counted, and take their places later.

use leptos::prelude::*;

use super::{
    rows::{self, Rules},
    state::Inbox,
};
use crate::model::{ids::ConversationId, inbox::ConversationSummary};

/// The order that is kept, and what waits for a new one.
#[derive(Clone, Copy)]
pub struct Hold {
    is_on: StoredValue<bool>,
    /// The latest change of each conversation since the order is kept.
    changes: StoredValue<Vec<ConversationSummary>>,
    /// How many conversations are new or belong further up.
    pub count: RwSignal<usize>,
}

impl Hold {
    /// Returns a state in which the order follows the changes.
    pub fn new() -> Self {
        Self { is_on: StoredValue::new(false), changes: StoredValue::new(Vec::new()), count: RwSignal::new(0) }
    }

    /// Forgets what waits, because the list is a new one.
    pub(super) fn clear(self) {
        self.changes.set_value(Vec::new());
        self.set_count(0);
    }

    fn set_count(self, count: usize) {
        if self.count.get_untracked() != count {
            self.count.set(count);
        }
    }

    fn add(self, changes: &[ConversationSummary]) {
        self.changes.update_value(|held| {
            let is_replaced = |known: &ConversationSummary| {
                changes.iter().any(|change| change.conversation_id == known.conversation_id)
            };
            held.retain(|known| !is_replaced(known));
            held.extend_from_slice(changes);
        });
    }
}

impl Inbox {
    /// Keeps the order of the list from now on, or lets it follow the changes again.
    pub fn hold_order(self, is_on: bool) {
        let was_on = self.hold.is_on.get_value();
        if was_on && !is_on {
            self.apply_held();
        }
        self.hold.is_on.set_value(is_on);
    }

    /// Gives the list the order of its changes until now.
    pub fn apply_held(self) {
        let held = self.hold.changes.try_update_value(std::mem::take).unwrap_or_default();
        self.hold.set_count(0);
        let is_on = self.hold.is_on.get_value();
        self.hold.is_on.set_value(false);
        self.show(&held);
        self.hold.is_on.set_value(is_on);
    }

    /// Returns whether the list keeps its order. An empty one has none.
    pub(super) fn is_held(self) -> bool {
        self.hold.is_on.get_value() && !self.rows.with_untracked(Vec::is_empty)
    }

    /// Shows changes in the rows that are there, and counts those that wait for a new order.
    pub(super) fn show_held(self, changes: &[ConversationSummary], rules: &Rules) {
        self.hold.add(changes);
        let count = self.hold.changes.with_value(|held| {
            self.rows.with_untracked(|rows| rows::count_news(rows, &rows::merge(rows, held, rules), held))
        });
        self.hold.set_count(count);
    }

    /// Removes the row of a conversation that this agent has changed so that it no longer
    /// belongs in the list. Its row would otherwise stay while the order is kept.
    pub(super) fn remove_unless_admitted(self, id: &ConversationId, rules: &Rules) {
        if self.is_held() {
            let is_kept = |row: &rows::Row| row.id != *id || row.summary.with_untracked(|shown| rules.admit(shown));
            self.show_rows(self.rows.with_untracked(|rows| rows.iter().filter(|row| is_kept(row)).cloned().collect()));
        }
    }
}
