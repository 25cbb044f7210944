//! How a new message changes its conversation.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;

use crate::{
    model::conversation::Status,
    server::{
        domain::chat::{excerpt::headline, periods},
        entity::{conversation, message},
    },
};

/// Returns how a new message changes its conversation, except for the assignee. Only
/// changed columns are set: each column that is written costs updates of its indexes.
pub(super) fn after_message(
    conversation: &conversation::Model,
    message: &message::Model,
    now: DateTime<Utc>,
) -> conversation::ActiveModel {
    let mut change = conversation.unchanged();
    let opens =
        if message.is_agent { conversation.last_message_at.is_none() } else { conversation.status != Status::Open };
    if opens {
        change.status = Set(Status::Open);
        change.resolved_at = Set(None);
        change.wake(conversation);
    }
    if message.is_agent {
        change.user_unread_count = Set(conversation.user_unread_count + 1);
        if conversation.first_response_at.is_none() {
            change.first_response_at = Set(Some(now));
        }
        change.agent_typing_at = Set(None);
        change.waiting_since = Set(None);
    } else {
        change.user_typing_at = Set(None);
        change.agent_unread_count = Set(conversation.agent_unread_count + 1);
        if conversation.waiting_since.is_none() {
            change.waiting_since = Set(Some(now));
        }
    }
    periods::note_message(&mut change, conversation, message.is_agent, now);
    if conversation.first_message_at.is_none() {
        change.first_message_at = Set(Some(now));
    }
    change.last_message_id = Set(Some(message.id));
    change.last_message_at = Set(Some(now));
    change.last_message_text = Set(headline(message));
    if conversation.last_message_type != message.message_type {
        change.last_message_type = Set(message.message_type);
    }
    if conversation.last_message_is_agent != message.is_agent {
        change.last_message_is_agent = Set(message.is_agent);
    }
    change.updated_at = Set(now);
    change
}
