//! Lines between the messages that tell the team what has changed in a conversation. Each is a
//! note by the system. So it has its place among the messages, no customer gets it, and it counts
//! as neither a message nor unread.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

use super::snooze;
use crate::{
    model::{
        conversation::Status,
        event::{Assignee, Event, EventAuthor, EventChange, StatusChange},
        ids::{AgentId, MessageId},
        message::MessageType,
    },
    server::{
        domain::{actor::Actor, error::DomainError},
        entity::{conversation, message},
    },
};

/// Adds a line for each change of a locked conversation that the team should see. To be called
/// before `change` is stored. Without an actor, the server makes the change.
///
/// # Errors
/// If the database refuses.
pub(in crate::server::domain) async fn note_changes(
    transaction: &DatabaseTransaction,
    by: Option<&Actor>,
    before: &conversation::Model,
    change: &mut conversation::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    // Before its first message a conversation is pending and may have an assignee, but the team
    // does not see it.
    let is_seen = before.last_message_at.is_some();
    if !is_seen && !matches!(change.last_message_at, Set(Some(_))) {
        return Ok(());
    }
    let (status_before, assignee_before) =
        if is_seen { (before.status, before.assigned_agent_id) } else { (Status::Open, None) };
    let snooze = snooze::line(by, before, change);
    // The line about a snooze also tells that an open conversation is pending now, or open again.
    let is_told = snooze.is_some() && status_before.is_active();
    if let Some(status) = change.status.try_as_ref().filter(|status| **status != status_before && !is_told) {
        let event = EventChange::Status(StatusChange { from: status_before, to: *status });
        add(transaction, by, before.id, change, event, now).await?;
    }
    if let Some(event) = snooze {
        add(transaction, by, before.id, change, event, now).await?;
    }
    if let Some(priority) = change.priority.try_as_ref().filter(|priority| **priority != before.priority) {
        let event = EventChange::Priority(*priority);
        add(transaction, by, before.id, change, event, now).await?;
    }
    if let Some(agent) = change.assigned_agent_id.try_as_ref().filter(|agent| **agent != assignee_before) {
        // A customer's message may assign the conversation, but the customer does not choose the
        // agent.
        let by = by.filter(|by| by.is_agent());
        let author = match by {
            Some(Actor::Agent(agent)) => Some(agent.agent_id),
            _ => None,
        };
        let event = EventChange::Assignee(agent.map(|id| Assignee::unnamed(id, author)));
        add(transaction, by, before.id, change, event, now).await?;
    }
    Ok(())
}

/// Adds one line to a locked conversation, and sets its newest note in `change`.
///
/// # Errors
/// If the database refuses.
pub(in crate::server::domain) async fn add(
    transaction: &DatabaseTransaction,
    by: Option<&Actor>,
    conversation: i64,
    change: &mut conversation::ActiveModel,
    event: EventChange,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    let author = match by {
        Some(Actor::Agent(_)) => EventAuthor::Agent,
        Some(Actor::Customer(_)) => EventAuthor::Customer,
        None => EventAuthor::System,
    };
    let event = serde_json::to_string(&Event { by: author, change: event })
        .map_err(|_| DomainError::Broken("an event has no JSON"))?;
    let row = message::ActiveModel {
        conversation_id: Set(conversation),
        sender_id: Set(by.map(Actor::user_id)),
        is_agent: Set(author == EventAuthor::Agent),
        message_type: Set(MessageType::System),
        is_note: Set(true),
        is_read: Set(true),
        event: Set(Some(event)),
        created_at: Set(now),
        ..Default::default()
    };
    let id: MessageId = row.insert(transaction).await?.id;
    change.last_note_id = Set(Some(id));
    Ok(())
}

/// Returns the change that a line is about; none for a message, or for a change of a later version.
pub(super) fn event_of(row: &message::Model) -> Option<Event> {
    let event: Event = serde_json::from_str(row.event.as_deref()?).ok()?;
    (event.change != EventChange::Unknown).then_some(event)
}

/// Returns the agent whom a line names as the assignee.
pub(super) fn assignee_of(row: &message::Model) -> Option<AgentId> {
    match event_of(row)?.change {
        EventChange::Assignee(assignee) => assignee.map(|assignee| assignee.id),
        _ => None,
    }
}
