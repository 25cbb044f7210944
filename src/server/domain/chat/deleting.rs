//! Deletes a message, or only its file. The row remains, without content: it keeps the message's
//! place, and its `client_id`, so that a message that is sent again is not stored again.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelBehavior,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction,
    entity::prelude::*,
};
use serde_json::{Value, json};

use super::{
    excerpt::headline,
    mentions,
    revising::{message_of, newest},
    revisions::next_moment,
};
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
        let before = message_of(&transaction, &conversation, message).await?;
        require_permitted(agent, &before)?;
        let is_done = before.deleted_at.is_some() || what == Deletion::File && before.attachment_deleted_at.is_some();
        if is_done {
            drop(transaction);
            return self.as_revised(before).await;
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
            change.edited_at = Set(None);
            change.attachment_deleted_at = Set(None);
        } else {
            change.attachment_deleted_at = Set(Some(at));
        }
        let after = change.update(&transaction).await?;
        if what == Deletion::Message {
            mentions::remove(&transaction, &before).await?;
        }
        self.note_revision(&transaction, &conversation, &after).await?;
        audit::record(&transaction, self.now(), agent, entry(id, &before, what)).await?;
        transaction.commit().await?;
        self.attachments().erase_remains(files).await;
        self.as_revised(after).await
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
