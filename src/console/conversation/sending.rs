//! What this agent sends: replies and notes of the outbox.

use leptos::prelude::*;

use crate::{
    api::{agent, notes::add_note},
    console::{inbox::Inbox, session::Session},
    model::{error::ApiError, ids::ConversationId, inbox::LastMessage, message::Message},
    ui::{outbox::Entry, timeline::Timeline},
};

/// Sends one message of the outbox.
pub(super) async fn send(
    id: ConversationId,
    entry: Entry,
    session: Session,
    inbox: Inbox,
    timeline: RwSignal<Timeline>,
) -> Result<(), ApiError> {
    if entry.is_note {
        let note = session.ask(add_note(id, entry.text, Some(entry.client_id))).await?;
        timeline.update(|timeline| timeline.sent(note));
        return Ok(());
    }
    let message = session.ask(agent::reply(id.clone(), entry.text, Some(entry.client_id))).await?;
    show_sent(&id, message, inbox, timeline);
    Ok(())
}

/// Shows a message that has just been sent, without waiting for a poll.
pub(super) fn show_sent(id: &ConversationId, message: Message, inbox: Inbox, timeline: RwSignal<Timeline>) {
    let last = LastMessage {
        text: message.headline().to_owned(),
        message_type: message.message_type,
        is_agent: true,
        sender_id: message.sender_id,
        sender_name: message.sender_name.clone(),
        sender_name_bn: message.sender_name_bn.clone(),
        created_at: message.created_at.clone(),
    };
    timeline.update(|timeline| timeline.sent(message));
    inbox.amend(id, |summary| summary.last_message = Some(last));
}
