//! Shows that an agent is typing.

use super::chat::Chat;
use crate::ui::{dom::Tag, signals::*, typing::typing_dots};

/// Returns whether dots are shown below the newest message. They are not shown
/// while the customer reads further up: they would move the text being read.
pub fn is_shown(chat: Chat, is_at_bottom: RwSignal<bool>) -> bool {
    is_at_bottom.get() && chat.timeline.with(|timeline| timeline.other_is_typing)
}

/// Returns the dots.
pub fn agent_typing(chat: Chat) -> Tag {
    typing_dots(chat.launch.texts.is_typing, "adda-spoken")
}
