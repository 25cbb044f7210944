//! What edits and deletions of a message have in common.

use sea_orm::{ActiveModelBehavior, ActiveValue::Set, DatabaseTransaction, QueryOrder, entity::prelude::*};

use super::{excerpt::headline, waiting};
use crate::{
    model::{
        ids::MessageId,
        message::{Message, MessageType},
    },
    server::{
        domain::{error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

impl ChatService {
    /// Brings the conversation's row up to date after a revision. Colleagues' notes change nothing
    /// that the inbox shows.
    pub(super) async fn note_revision(
        &self,
        transaction: &DatabaseTransaction,
        conversation: &conversation::Model,
        revised: &message::Model,
    ) -> Result<(), DomainError> {
        let mut change = conversation.unchanged();
        let at = revised.revised_at();
        if revised.is_note {
            change.last_note_deletion_at = Set(at);
        } else {
            change.last_deletion_at = Set(at);
            change.updated_at = Set(self.now());
            if revised.deleted_at.is_some() {
                // Counts down instead of counting the messages, because the assignee may have
                // marked the conversation as unread.
                if !revised.is_read && revised.is_agent {
                    change.user_unread_count = Set(conversation.user_unread_count - 1);
                } else if !revised.is_read {
                    change.agent_unread_count = Set(conversation.agent_unread_count - 1);
                }
                if conversation.status.is_active() {
                    change.waiting_since = Set(waiting::since(transaction, conversation.id).await?);
                }
            }
            if newest(transaction, conversation.id).await? == Some(revised.id) {
                change.last_message_text = Set(headline(revised));
                change.last_message_type = Set(revised.message_type);
            }
        }
        let change = change.before_save(transaction, false).await?;
        conversation::Entity::update(change).exec_without_returning(transaction).await?;
        Ok(())
    }

    /// Returns a message after its revision, as both sides get it.
    pub(super) async fn as_revised(&self, row: message::Model) -> Result<Message, DomainError> {
        let senders = self.senders(std::slice::from_ref(&row)).await?;
        self.with_mentions_in(senders.message(row)).await
    }
}

/// Returns a message of a conversation.
///
/// # Errors
/// If it is in another conversation, or does not exist.
pub(super) async fn message_of(
    transaction: &DatabaseTransaction,
    conversation: &conversation::Model,
    id: MessageId,
) -> Result<message::Model, DomainError> {
    message::Entity::find_by_id(id)
        .filter(message::Column::ConversationId.eq(conversation.id))
        .one(transaction)
        .await?
        .ok_or(DomainError::NotFound)
}

/// Returns the newest message whose beginning the inbox shows.
pub(super) async fn newest(
    transaction: &DatabaseTransaction,
    conversation: i64,
) -> Result<Option<MessageId>, DomainError> {
    let newest = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::MessageType.ne(MessageType::System))
        .filter(message::Column::IsNote.eq(false))
        .order_by_desc(message::Column::Id)
        .one(transaction)
        .await?;
    Ok(newest.map(|row| row.id))
}
