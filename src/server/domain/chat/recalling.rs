//! Takes back a message that its sender has just sent. It is no longer shown to either side, and
//! nothing shows that it existed.
//!
//! The row remains: it keeps the `client_id`, so that a message that is sent again is not stored
//! again, and polls tell of it, so that screens remove it. It becomes a line by the system that was
//! deleted ([`message::Model::is_recalled`]). Such lines are deleted in no other way, and nothing
//! counts them: not the unread messages, the last message or the statistics.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelBehavior,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, QueryOrder, Select,
    entity::prelude::*,
};

use super::{excerpt::headline, mentions, revising::message_of, revisions::next_moment, waiting};
use crate::{
    model::{
        ids::{ConversationId, MessageId},
        message::MessageType,
    },
    server::{
        age::is_recent,
        domain::{actor::Actor, attachments, error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

/// How long after it was stored a message can be taken back. Screens offer it for a shorter time.
const LIMIT: Duration = Duration::seconds(60);

impl ChatService {
    /// Takes back a message or a note that the actor has just sent. Has no effect on one that was
    /// taken back before. What the message has caused stays: the conversation's status, its
    /// assignee, and what the sender has read.
    ///
    /// # Errors
    /// If the message does not exist in this conversation or the actor may not see it, is a line by
    /// the system, was sent by another person or longer ago, or was deleted.
    pub async fn recall_message(
        &self,
        actor: &Actor,
        id: &ConversationId,
        message: MessageId,
    ) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, actor, id).await?;
        let before = message_of(&transaction, &conversation, message).await?;
        require_own(actor, &before)?;
        if before.is_recalled() {
            return Ok(());
        }
        require_new(&before, self.now())?;
        let files = attachments::keys(&before);
        let at = next_moment(&conversation, self.now());
        let mut change = message::ActiveModel {
            id: Unchanged(before.id),
            content: Set(String::new()),
            message_type: Set(MessageType::System),
            deleted_at: Set(Some(at)),
            edited_at: Set(None),
            attachment_deleted_at: Set(None),
            ..Default::default()
        };
        attachments::remove_from(&mut change);
        change.update(&transaction).await?;
        mentions::remove(&transaction, &before).await?;
        let change = match before.is_note {
            true => without_note(&transaction, &conversation, at).await?,
            false => self.without_message(&transaction, &conversation, &before, at).await?,
        };
        let change = change.before_save(&transaction, false).await?;
        conversation::Entity::update(change).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        self.attachments().erase_remains(files).await;
        Ok(())
    }

    /// Returns how a conversation changes when a message is taken back: as if it had not been sent.
    async fn without_message(
        &self,
        transaction: &DatabaseTransaction,
        conversation: &conversation::Model,
        recalled: &message::Model,
        at: DateTime<Utc>,
    ) -> Result<conversation::ActiveModel, DomainError> {
        let mut change = conversation.unchanged();
        change.last_deletion_at = Set(Some(at));
        change.updated_at = Set(self.now());
        if !recalled.is_read {
            if recalled.is_agent {
                change.user_unread_count = Set(conversation.user_unread_count - 1);
            } else {
                change.agent_unread_count = Set(conversation.agent_unread_count - 1);
            }
        }
        if conversation.status.is_active() {
            change.waiting_since = Set(waiting::since(transaction, conversation.id).await?);
        }
        let shown = shown_to_customers(conversation.id);
        let newest = shown.order_by_desc(message::Column::Id).one(transaction).await?;
        change.last_message_id = Set(newest.map(|row| row.id));
        let last = written(conversation.id).order_by_desc(message::Column::Id).one(transaction).await?;
        change.last_message_at = Set(last.as_ref().map(|row| row.created_at));
        change.last_message_text = Set(last.as_ref().map(headline).unwrap_or_default());
        change.last_message_type = Set(last.as_ref().map(|row| row.message_type).unwrap_or_default());
        change.last_message_is_agent = Set(last.as_ref().is_some_and(|row| row.is_agent));
        restore_times(transaction, &mut change, conversation, recalled).await?;
        Ok(change)
    }
}

/// Returns how a conversation changes when a note is taken back.
async fn without_note(
    transaction: &DatabaseTransaction,
    conversation: &conversation::Model,
    at: DateTime<Utc>,
) -> Result<conversation::ActiveModel, DomainError> {
    let notes = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation.id))
        .filter(message::Column::IsNote.eq(true))
        .filter(message::is_not_recalled());
    let newest = notes.order_by_desc(message::Column::Id).one(transaction).await?;
    let mut change = conversation.unchanged();
    change.last_note_deletion_at = Set(Some(at));
    change.last_note_id = Set(newest.map(|row| row.id));
    Ok(change)
}

/// Sets the times that the statistics read to those of the messages that remain, if they are those
/// of the message that was taken back.
async fn restore_times(
    transaction: &DatabaseTransaction,
    change: &mut conversation::ActiveModel,
    conversation: &conversation::Model,
    recalled: &message::Model,
) -> Result<(), DomainError> {
    let is_of_recalled = |moment: Option<DateTime<Utc>>| moment == Some(recalled.created_at);
    let first = async |of: Select<message::Entity>, since: Option<DateTime<Utc>>| {
        let of = match since {
            Some(since) => of.filter(message::Column::CreatedAt.gte(since)),
            None => of,
        };
        let first = of.order_by_asc(message::Column::Id).one(transaction).await?;
        Ok::<_, DomainError>(first.map(|row| row.created_at))
    };
    let of_side = || written(conversation.id).filter(message::Column::IsAgent.eq(recalled.is_agent));
    if is_of_recalled(conversation.first_message_at) {
        let moment = first(written(conversation.id), None).await?;
        change.first_message_at = Set(moment);
        if is_of_recalled(conversation.opened_at) {
            change.opened_at = Set(moment);
        }
    }
    if recalled.is_agent {
        if is_of_recalled(conversation.first_response_at) {
            change.first_response_at = Set(first(of_side(), None).await?);
        }
        if is_of_recalled(conversation.responded_at) {
            change.responded_at = Set(first(of_side(), conversation.asked_at).await?);
        }
    } else if is_of_recalled(conversation.asked_at) {
        change.asked_at = Set(first(of_side(), conversation.opened_at).await?);
    }
    Ok(())
}

/// Selects the messages that a list or the statistics count.
fn written(conversation: i64) -> Select<message::Entity> {
    shown_to_customers(conversation).filter(message::Column::MessageType.ne(MessageType::System))
}

fn shown_to_customers(conversation: i64) -> Select<message::Entity> {
    message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::IsNote.eq(false))
        .filter(message::is_not_recalled())
}

/// Refuses a message of another person. To customers, a note is unknown.
fn require_own(actor: &Actor, row: &message::Model) -> Result<(), DomainError> {
    if row.is_note && !actor.is_agent() {
        return Err(DomainError::NotFound);
    }
    if row.message_type == MessageType::System && !row.is_recalled() {
        return Err(DomainError::Conflict("A line by the system cannot be taken back."));
    }
    let is_own = row.is_agent == actor.is_agent() && row.sender_id == Some(actor.user_id());
    if is_own { Ok(()) } else { Err(DomainError::Forbidden) }
}

/// Refuses a message that was deleted, with a trace, or sent too long ago.
fn require_new(row: &message::Model, now: DateTime<Utc>) -> Result<(), DomainError> {
    if row.deleted_at.is_some() {
        return Err(DomainError::Conflict("A deleted message cannot be taken back."));
    }
    if !is_recent(row.created_at, now, LIMIT) {
        return Err(DomainError::Conflict("It is too late to take this message back."));
    }
    Ok(())
}
