//! Which messages the agent has before the eyes.

use web_sys::Element;

use super::state::Conversation;
use crate::{model::ids::MessageId, ui::page};

/// How much of a message, in pixels, must be on screen: its first line.
const FIRST_LINE: f64 = 24.0;

/// The `id` of a message's element.
pub fn element_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// Marks what is on screen as read; what a poll fetched into a hidden page, or
/// what lies below the edge, stays unread.
pub fn mark_visible(conversation: Conversation, log: &Element) {
    if !page::is_visible() {
        return;
    }
    let edge = log.get_bounding_client_rect();
    let is_on_screen = |id: &MessageId| {
        leptos::prelude::document().get_element_by_id(&element_id(*id)).is_some_and(|element| {
            let place = element.get_bounding_client_rect();
            place.height() > 0.0 && place.top() + FIRST_LINE.min(place.height()) <= edge.bottom()
        })
    };
    if let Some(newest) = conversation.unread().into_iter().find(is_on_screen) {
        conversation.mark_read(newest);
    }
}
