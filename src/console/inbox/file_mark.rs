//! The kind of file in the last message of a row.

use leptos::prelude::*;

use crate::{
    model::{inbox::ConversationSummary, message::MessageType},
    ui::icons::{Glyph, Icon},
};

/// Shows an icon for the kind of file, before its name. Shows nothing for a message with text.
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
