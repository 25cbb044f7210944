//! Keyboard shortcuts for actions without a button. The other shortcuts press
//! the element that names the key in `aria-keyshortcuts`.

use leptos::{ev, prelude::*};

use super::state::Conversation;
use crate::{
    console::{inbox::shortcut, shortcut::CLOSE},
    model::{
        conversation::{Priority, Status},
        inbox::ConversationUpdate,
    },
};

/// Listens while the conversation is shown.
pub fn listen(conversation: Conversation) {
    let shortcuts = shortcut();
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(status) = untrack(|| conversation.status()) else { return };
        match shortcuts(&event).as_deref() {
            Some(CLOSE) if status != Status::Closed => conversation.set_status(Status::Closed),
            Some("p") => raise_priority(conversation),
            Some("u") => untrack(|| conversation.toggle_unread()),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn raise_priority(conversation: Conversation) {
    let known = conversation.summary.with_untracked(|summary| summary.as_ref().map(|summary| summary.priority));
    let Some(priority) = known.map(next) else { return };
    let update = ConversationUpdate { priority: Some(priority), ..ConversationUpdate::default() };
    conversation.update(update, |summary| summary.priority = priority);
}

const fn next(priority: Priority) -> Priority {
    match priority {
        Priority::Low => Priority::Normal,
        Priority::Normal => Priority::High,
        Priority::High => Priority::Urgent,
        Priority::Urgent => Priority::Low,
    }
}
