//! Somebody of the shop is typing.

use leptos::prelude::*;

use super::chat::Chat;
use crate::ui::typing::TypingDots;

/// Dots below the newest message. Not while the customer reads further up: they
/// would move what is being read.
#[component]
pub fn AgentTyping(chat: Chat, is_at_bottom: RwSignal<bool>) -> impl IntoView {
    let is_shown = Memo::new(move |_| chat.timeline.with(|timeline| timeline.other_is_typing) && is_at_bottom.get());
    move || {
        let label = Signal::stored(chat.launch.texts.is_typing.to_owned());
        is_shown.get().then(|| view! { <TypingDots label spoken="adda-spoken"/> })
    }
}
