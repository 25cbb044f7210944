//! What the last message of a row brought, if it was a file.

use leptos::prelude::*;

use crate::{
    model::{inbox::ConversationSummary, message::MessageType},
    ui::icons::{Glyph, Icon},
};

/// Before the name of a file, what it is; nothing before words.
#[component]
pub fn FileMark(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let holds = Memo::new(move |_| {
        summary.with(|summary| summary.last_message.as_ref().map(|message| message.message_type).unwrap_or_default())
    });
    move || match holds.get() {
        MessageType::Image => Some(view! { <Icon glyph=Glyph::Picture /> }),
        MessageType::File => Some(view! { <Icon glyph=Glyph::Paperclip /> }),
        MessageType::Text | MessageType::System => None,
    }
}
