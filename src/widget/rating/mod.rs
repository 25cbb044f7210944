//! The rating, requested after the conversation.

mod form;

use self::form::rating_form;
use super::chat::Chat;
use crate::{
    model::ids::ConversationId,
    ui::{dom::Tag, signals::*, storage},
};

/// The storage key of the conversation whose rating the customer has dismissed.
const DISMISSED_KEY: &str = "adda.unrated";

/// Returns whether the customer is asked for a rating; tracked. Without an answer there is nothing to
/// rate.
pub fn is_asked(chat: Chat) -> bool {
    chat.launch.config.with(|config| config.settings.rating_enabled)
        && chat.status.get().is_some_and(|status| !status.is_active())
        && chat.timeline.with(|timeline| timeline.last_received().is_some())
        && !chat.is_rating_dismissed.get()
}

/// Returns whether the customer has dismissed the rating of a conversation.
pub fn is_dismissed(conversation: Option<&ConversationId>) -> bool {
    conversation.is_some_and(|id| storage::get(DISMISSED_KEY).as_deref() == Some(id.as_str()))
}

fn dismiss(chat: Chat) {
    if let Some(id) = chat.conversation() {
        storage::set(DISMISSED_KEY, id.as_str());
    }
    chat.is_rating_dismissed.set(true);
}

/// Returns the place of the form, which appears once its program has been fetched.
pub fn rating_place(chat: Chat) -> Tag {
    let place = Tag::new("div", "adda-contents");
    let shown = place.clone();
    spawn_owned(async move {
        // Without the program, nothing is asked.
        if let Ok(form) = rating_form(chat).await {
            shown.child(form);
        }
    });
    place
}
