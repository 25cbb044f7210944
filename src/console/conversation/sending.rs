//! What this agent sends: replies and notes of the outbox, and files.

use leptos::prelude::*;

use crate::{
    api::{agent, customer::load_config, notes::add_note},
    console::{inbox::Inbox, scope::Scope, session::Session},
    model::{error::ApiError, ids::ConversationId, inbox::LastMessage, language::Language, message::Message},
    ui::{files::Uploads, outbox::Entry, timeline::Timeline},
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

/// The files that this agent sends.
pub(super) fn uploads(id: &ConversationId, inbox: Inbox, timeline: RwSignal<Timeline>) -> Uploads {
    let rules = RwSignal::new(None);
    // Asked each time a conversation is opened: an admin may have changed them.
    Scope::here().spawn(async move {
        if let Ok(config) = load_config(Language::default()).await {
            rules.set(Some(config.attachment_rules()));
        }
    });
    let address = format!("/support/agent/api/conversation/{id}/upload/");
    let id = id.clone();
    Uploads::new(rules, move || Some(address.clone()), move |message| show_sent(&id, message, inbox, timeline))
}

/// Shows a message that has just been sent, without waiting for a poll.
fn show_sent(id: &ConversationId, message: Message, inbox: Inbox, timeline: RwSignal<Timeline>) {
    let last = LastMessage {
        text: message.headline().to_owned(),
        message_type: message.message_type,
        is_agent: true,
        created_at: message.created_at.clone(),
    };
    timeline.update(|timeline| timeline.sent(message));
    inbox.amend(id, |summary| summary.last_message = Some(last));
}
