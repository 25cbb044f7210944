//! Messages that quote an earlier message of the conversation. Only the id of the quoted message is stored.
//! Its text is read together with the message that quotes it, so an edited text is shown as it is now, and a
//! deleted one nowhere.

use sea_orm::{ConnectionTrait, DatabaseTransaction, entity::prelude::*};

use crate::{
    model::{ids::MessageId, message::MessageType},
    server::{
        domain::error::DomainError,
        entity::{conversation, message},
    },
};

/// Refuses a message that cannot be quoted in a new message, or in a note.
///
/// # Errors
/// If it is in another conversation, is a line by the system, was deleted, or is a note and the new message is
/// for the customer.
pub(super) async fn require_quotable(
    transaction: &DatabaseTransaction,
    conversation: &conversation::Model,
    id: MessageId,
    in_note: bool,
) -> Result<(), DomainError> {
    let quoted = message::Entity::find_by_id(id)
        .filter(message::Column::ConversationId.eq(conversation.id))
        .one(transaction)
        .await?
        .ok_or(DomainError::Invalid("The quoted message is not in this conversation."))?;
    if quoted.deleted_at.is_some() {
        return Err(DomainError::Conflict("A deleted message cannot be quoted."));
    }
    if quoted.message_type == MessageType::System {
        return Err(DomainError::Invalid("A line by the system cannot be quoted."));
    }
    if quoted.is_note && !in_note {
        return Err(DomainError::Invalid("A note cannot be quoted in a message to the customer."));
    }
    Ok(())
}

/// Returns the messages that these messages quote.
pub(super) async fn quoted_by(
    connection: &impl ConnectionTrait,
    rows: &[message::Model],
) -> Result<Vec<message::Model>, DomainError> {
    let ids: Vec<MessageId> = rows.iter().filter_map(|row| row.quoted_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(message::Entity::find().filter(message::Column::Id.is_in(ids)).all(connection).await?)
}

/// Returns whether a message may show its quote. A note is quoted in notes only, however the quote came into
/// the database.
pub(super) fn may_show(row: &message::Model, quoted: &message::Model) -> bool {
    quoted.conversation_id == row.conversation_id && (row.is_note || !quoted.is_note)
}
