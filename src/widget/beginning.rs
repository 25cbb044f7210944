//! The placeholder above the messages until they are loaded.

use super::chat::Chat;
use crate::ui::{dom::Tag, signals::*};

/// Returns a line of the system among the messages.
pub fn system_line(words: &str) -> Tag {
    Tag::new("p", "adda-system").child(Tag::new("span", "").attr("dir", "auto").text(words))
}

/// Returns the placeholder shown until the messages are loaded.
pub fn beginning(chat: Chat) -> Tag {
    let waiting = if chat.is_newcomer {
        // The conversation starts with this line, so that nothing moves later.
        system_line(&chat.launch.config.with_untracked(|config| config.settings.welcome_message.clone()))
    } else {
        let skeleton = Tag::new("div", "adda-skeleton");
        (0..3).fold(skeleton, |skeleton, _| skeleton.child(Tag::new("i", "")))
    };
    waiting.attr("aria-hidden", "true")
}
