//! Tells the server that the agent has seen the mentions in the open conversation.

use leptos::prelude::*;

use crate::{
    api::mentions::see_mentions,
    console::{conversation::state::use_conversation, inbox::use_inbox},
    model::mention::Mention,
    ui::page,
};

/// Marks the mentions of the agent as seen once the open conversation is visible. Shows nothing.
#[component]
pub fn SeeingTask() -> impl IntoView {
    let (conversation, inbox) = (use_conversation(), use_inbox());
    let asked = StoredValue::new(None);
    let look = move || {
        let unseen = conversation.summary.with_untracked(|summary| summary.as_ref()?.unseen_mention().cloned());
        let Some(Mention { id, message_id, .. }) = unseen else { return };
        if !page::is_visible() || asked.get_value() == Some(id) {
            return;
        }
        asked.set_value(Some(id));
        let own = conversation.id();
        conversation.ask_until_answered(
            move || see_mentions(own.clone(), message_id),
            // The poll brings the row and the count.
            move |()| inbox.wake(),
        );
    };
    Effect::new(move || {
        conversation.summary.track();
        look();
    });
    page::on_change(look);
}
