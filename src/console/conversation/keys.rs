//! Keyboard shortcuts for actions without a button in sight. The other shortcuts press
//! the element that names the key in `aria-keyshortcuts`.

use leptos::{ev, prelude::*};

use super::{
    properties::{Property, PropertyMenus},
    state::Conversation,
};
use crate::{
    console::{inbox::shortcut, shortcut::CLOSE},
    model::conversation::Status,
};

/// Listens while the conversation is shown.
pub fn listen(conversation: Conversation, menus: PropertyMenus) {
    let shortcuts = shortcut();
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(status) = untrack(|| conversation.status()) else { return };
        let Some(key) = shortcuts(&event) else { return };
        match Property::of_key(&key) {
            Some(property) => menus.open(property),
            None if key == CLOSE && status != Status::Closed => conversation.set_status(Status::Closed),
            None if key == "u" => untrack(|| conversation.toggle_unread()),
            None => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
