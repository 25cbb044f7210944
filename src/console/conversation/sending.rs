//! Shows messages of this agent without waiting for a poll.

use leptos::prelude::*;

use crate::{
    console::inbox::Inbox,
    model::{ids::ConversationId, inbox::LastMessage, message::Message},
    ui::timeline::Timeline,
};

/// Shows a message that has just been sent. The inbox's list shows no notes.
pub(super) fn show_sent(id: &ConversationId, message: Message, inbox: Inbox, timeline: RwSignal<Timeline>) {
    let last = (!message.is_note).then(|| LastMessage {
        text: message.headline().to_owned(),
        message_type: message.message_type,
        is_agent: true,
        sender_id: message.sender_id,
        sender_name: message.sender_name.clone(),
        sender_name_bn: message.sender_name_bn.clone(),
        created_at: message.created_at.clone(),
    });
    timeline.update(|timeline| timeline.sent(message));
    if last.is_some() {
        inbox.preview_change(id, |summary| summary.last_message.clone_from(&last));
    }
}
