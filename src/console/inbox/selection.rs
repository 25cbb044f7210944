//! The selected rows.

use std::collections::HashSet;

use leptos::prelude::*;

use super::state::Inbox;
use crate::model::ids::ConversationId;

/// The selected conversations, provided to rows and bar in the context.
#[derive(Clone, Copy)]
pub struct Selection {
    /// The ids of the selected conversations.
    pub ids: RwSignal<HashSet<ConversationId>>,
    /// Whether all checkboxes are shown, even if nothing is selected.
    pub is_on: RwSignal<bool>,
    /// The row where a range starts.
    anchor: StoredValue<Option<ConversationId>>,
}

impl Selection {
    /// Returns an empty selection.
    pub fn new() -> Self {
        Self { ids: RwSignal::new(HashSet::new()), is_on: RwSignal::new(false), anchor: StoredValue::new(None) }
    }

    /// Returns whether a conversation is selected; tracked.
    pub fn has(self, id: &ConversationId) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    /// Returns how many are selected; tracked.
    pub fn count(self) -> usize {
        self.ids.with(HashSet::len)
    }

    /// Returns whether conversations are selected or the checkboxes are shown;
    /// tracked.
    pub fn is_used(self) -> bool {
        self.is_on.get() || self.count() > 0
    }

    /// Shows the checkboxes, or ends the selection.
    pub fn toggle_mode(self) {
        if self.is_on.get_untracked() { self.clear() } else { self.is_on.set(true) }
    }

    /// Clears the selection.
    pub fn clear(self) {
        self.anchor.set_value(None);
        self.is_on.set(false);
        if self.ids.with_untracked(|ids| !ids.is_empty()) {
            self.ids.update(HashSet::clear);
        }
    }

    /// Selects or deselects a conversation.
    pub fn toggle(self, id: &ConversationId) {
        self.is_on.set(true);
        self.ids.update(|ids| {
            if !ids.remove(id) {
                ids.insert(id.clone());
            }
        });
        self.anchor.set_value(Some(id.clone()));
    }

    /// Selects all rows from the one that was last toggled to this one.
    pub fn extend_to(self, id: &ConversationId, inbox: Inbox) {
        let listed = inbox.listed_ids();
        let anchor = self.anchor.get_value();
        let range = range(&listed, anchor.as_ref(), id);
        self.is_on.set(true);
        self.ids.update(|ids| ids.extend(range.iter().cloned()));
    }

    /// Selects all loaded rows.
    pub fn select_all(self, inbox: Inbox) {
        self.is_on.set(true);
        self.ids.set(inbox.listed_ids().into_iter().collect());
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the rows from one to another, in either order and including both.
/// Without a start, returns only the end.
fn range<'a>(ids: &'a [ConversationId], anchor: Option<&ConversationId>, end: &ConversationId) -> &'a [ConversationId] {
    let place = |id: &ConversationId| ids.iter().position(|other| other == id);
    let Some(end) = place(end) else { return &[] };
    let start = anchor.and_then(place).unwrap_or(end);
    &ids[start.min(end)..=start.max(end)]
}

/// Returns the selected conversations.
pub fn use_selection() -> Selection {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::inbox::samples::id;

    #[test]
    fn a_range_goes_either_way() {
        let ids = [id(1), id(2), id(3), id(4)];
        assert_eq!(range(&ids, Some(&id(2)), &id(4)), &ids[1..]);
        assert_eq!(range(&ids, Some(&id(3)), &id(1)), &ids[..3]);
        assert_eq!(range(&ids, None, &id(2)), &ids[1..2]);
        assert_eq!(range(&ids, Some(&id(9)), &id(2)), &ids[1..2], "the first one is gone");
        assert!(range(&ids, None, &id(9)).is_empty());
    }
}
