//! Marks the messages that the agent has on screen as read.

use leptos::prelude::GetUntracked;
use web_sys::Element;

use super::state::Conversation;
use crate::{model::ids::MessageId, ui::page};

/// The height of a message, in pixels, that must be on screen: its first line.
const FIRST_LINE: f64 = 24.0;

/// Returns the `id` of a message's element.
pub fn element_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// Marks the messages on screen as read if the agent is the assignee: what a colleague sees stays
/// unread. So do messages that a poll fetched into a hidden page, or that are below the edge.
pub fn mark_visible(conversation: Conversation, log: &Element) {
    if !page::is_visible() || !conversation.is_mine.get_untracked() {
        return;
    }
    let edge = log.get_bounding_client_rect();
    let is_on_screen = |id: &MessageId| {
        leptos::prelude::document().get_element_by_id(&element_id(*id)).is_some_and(|element| {
            let place = element.get_bounding_client_rect();
            place.height() > 0.0 && place.top() + FIRST_LINE.min(place.height()) <= edge.bottom()
        })
    };
    if let Some(newest) = conversation.unread().into_iter().find(is_on_screen).or_else(|| conversation.marked_unread())
    {
        conversation.mark_read(newest);
    }
}
