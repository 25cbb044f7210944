//! Deletes a message, or only its file. The row remains, without content: it keeps the message's
//! place, and its `client_id`, so that a message that is sent again is not stored again.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelBehavior,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, QueryOrder,
    entity::prelude::*,
};
use serde_json::{Value, json};

use super::{deletions::next_moment, excerpt::headline, waiting};
use crate::{
    model::{
        audit::{Action, Subject},
        deletion::Deletion,
        ids::{ConversationId, MessageId},
        message::{Message, MessageType},
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            attachments,
            error::DomainError,
            log::audit::{self, Change},
            services::ChatService,
        },
        entity::{conversation, message},
        storage::StorageKey,
    },
};

impl ChatService {
    /// Deletes a message with its file. Has no effect on a message that was deleted before.
    ///
    /// # Errors
    /// If it does not exist in this conversation, is a line by the system, or was sent by another
    /// person and the agent is not an admin.
    pub async fn delete_message(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        message: MessageId,
    ) -> Result<Message, DomainError> {
        self.delete(agent, id, message, Deletion::Message).await
    }

    /// Deletes the file of a message, which keeps its text. Has no effect on a message whose file
    /// was deleted before.
    ///
    /// # Errors
    /// As for [`ChatService::delete_message`], and if the message has no file.
    pub async fn delete_file(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        message: MessageId,
    ) -> Result<Message, DomainError> {
        self.delete(agent, id, message, Deletion::File).await
    }

    async fn delete(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        message: MessageId,
        what: Deletion,
    ) -> Result<Message, DomainError> {
        let transaction = self.database.begin().await?;
        let actor = Actor::from(agent.clone());
        let conversation = self.lock_conversation(&transaction, &actor, id).await?;
        let before = message::Entity::find_by_id(message)
            .filter(message::Column::ConversationId.eq(conversation.id))
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        require_permitted(agent, &before)?;
        let is_done = before.deleted_at.is_some() || what == Deletion::File && before.attachment_deleted_at.is_some();
        if is_done {
            drop(transaction);
            return self.as_sent(before).await;
        }
        if what == Deletion::File && before.attachment.is_none() {
            return Err(DomainError::NotFound);
        }
        let files = attachments::keys(&before);
        let at = next_moment(&conversation, self.now());
        let mut change = message::ActiveModel { id: Unchanged(before.id), ..Default::default() };
        attachments::remove_from(&mut change);
        if what == Deletion::Message {
            change.content = Set(String::new());
            change.message_type = Set(MessageType::Text);
            change.deleted_at = Set(Some(at));
            change.attachment_deleted_at = Set(None);
        } else {
            change.attachment_deleted_at = Set(Some(at));
        }
        let after = change.update(&transaction).await?;
        self.update_after(&transaction, &conversation, &after).await?;
        audit::record(&transaction, self.now(), agent, entry(id, &before, what)).await?;
        transaction.commit().await?;
        self.attachments().erase_remains(files).await;
        self.as_sent(after).await
    }

    /// Brings the conversation's row up to date after a deletion. Colleagues' notes change nothing
    /// that the inbox shows.
    async fn update_after(
        &self,
        transaction: &DatabaseTransaction,
        conversation: &conversation::Model,
        deleted: &message::Model,
    ) -> Result<(), DomainError> {
        let mut change = conversation.unchanged();
        let at = deleted.deleted_at.or(deleted.attachment_deleted_at);
        if deleted.is_note {
            change.last_note_deletion_at = Set(at);
        } else {
            change.last_deletion_at = Set(at);
            change.updated_at = Set(self.now());
            if deleted.deleted_at.is_some() {
                // Counts down instead of counting the messages, because the assignee may have
                // marked the conversation as unread.
                if !deleted.is_read && deleted.is_agent {
                    change.user_unread_count = Set(conversation.user_unread_count - 1);
                } else if !deleted.is_read {
                    change.agent_unread_count = Set(conversation.agent_unread_count - 1);
                }
                if conversation.status.is_active() {
                    change.waiting_since = Set(waiting::since(transaction, conversation.id).await?);
                }
            }
            if newest(transaction, conversation.id).await? == Some(deleted.id) {
                change.last_message_text = Set(headline(deleted));
                change.last_message_type = Set(deleted.message_type);
            }
        }
        let change = change.before_save(transaction, false).await?;
        conversation::Entity::update(change).exec_without_returning(transaction).await?;
        Ok(())
    }

    async fn as_sent(&self, row: message::Model) -> Result<Message, DomainError> {
        let senders = self.senders(std::slice::from_ref(&row)).await?;
        Ok(senders.message(row))
    }
}

/// Deletes the file of a message because of its age, in a conversation that the transaction has
/// locked. The conversation does not count as changed, so its own age stays. Returns the file and its
/// thumbnail, which are to be deleted after the commit.
///
/// # Errors
/// If the database refuses.
pub(in crate::server::domain) async fn expire_file(
    transaction: &DatabaseTransaction,
    conversation: &mut conversation::Model,
    row: &message::Model,
    now: DateTime<Utc>,
) -> Result<Vec<StorageKey>, DomainError> {
    let at = next_moment(conversation, now);
    let mut change =
        message::ActiveModel { id: Unchanged(row.id), attachment_deleted_at: Set(Some(at)), ..Default::default() };
    attachments::remove_from(&mut change);
    let after = change.update(transaction).await?;
    let mut change = conversation.unchanged();
    if after.is_note {
        conversation.last_note_deletion_at = Some(at);
        change.last_note_deletion_at = Set(Some(at));
    } else {
        conversation.last_deletion_at = Some(at);
        change.last_deletion_at = Set(Some(at));
        if newest(transaction, conversation.id).await? == Some(after.id) {
            change.last_message_text = Set(headline(&after));
        }
    }
    let change = change.before_save(transaction, false).await?;
    conversation::Entity::update(change).exec_without_returning(transaction).await?;
    Ok(attachments::keys(row))
}

/// Refuses an agent who may not delete a message.
fn require_permitted(agent: &AgentActor, row: &message::Model) -> Result<(), DomainError> {
    if row.message_type == MessageType::System {
        return Err(DomainError::Conflict("A line by the system cannot be deleted."));
    }
    let is_own = row.is_agent && row.sender_id == Some(agent.user_id);
    if is_own || agent.is_admin() { Ok(()) } else { Err(DomainError::Forbidden) }
}

/// Returns the entry in the log, which has no content of the message.
fn entry(id: &ConversationId, row: &message::Model, what: Deletion) -> Change {
    let subject = match what {
        Deletion::File => Subject::File,
        Deletion::Message if row.is_note => Subject::Note,
        Deletion::Message => Subject::Message,
    };
    Change { action: Action::Deleted, subject, subject_id: id.to_string(), before: json!({}), after: Value::Null }
}

/// Returns the newest message whose beginning the inbox shows.
async fn newest(transaction: &DatabaseTransaction, conversation: i64) -> Result<Option<MessageId>, DomainError> {
    let newest = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::MessageType.ne(MessageType::System))
        .filter(message::Column::IsNote.eq(false))
        .order_by_desc(message::Column::Id)
        .one(transaction)
        .await?;
    Ok(newest.map(|row| row.id))
}
