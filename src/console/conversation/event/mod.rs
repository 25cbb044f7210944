//! The line in the log for a change of the conversation.

mod texts;

use std::sync::Arc;

use leptos::prelude::*;

use self::texts::EventTexts;
use super::state::use_conversation;
use crate::{
    console::locale::use_locale,
    model::{
        event::{Event, EventAuthor},
        message::Message,
    },
    ui::time,
};

/// Shows the line: who changed what, and when.
#[component]
pub fn EventLine(message: Arc<Message>, event: Event) -> impl IntoView {
    let me = use_conversation().me();
    let locale = use_locale();
    let at = message.created_at.clone();
    let sentence = move || {
        let texts = EventTexts::of(locale.language());
        let who = match event.by {
            EventAuthor::Agent if message.sender_id == Some(me) => texts.you,
            EventAuthor::Agent => match message.sender_name_in(locale.language()) {
                "" => texts.former_agent,
                name => name,
            },
            EventAuthor::Customer => texts.customer,
            EventAuthor::System => "",
        };
        texts.sentence(who, &event.change, me)
    };
    view! {
        <p class="event-line">
            {sentence} <span class="count">" · "<bdi>{move || time::clock(&at, locale.language())}</bdi></span>
        </p>
    }
}
