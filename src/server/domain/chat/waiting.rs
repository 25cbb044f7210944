//! Determines since when a customer has waited for an answer.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Select, entity::prelude::*};

use crate::{
    model::{ids::MessageId, message::MessageType},
    server::{domain::error::DomainError, entity::message},
};

/// Returns when the oldest unanswered message was sent; none if all are
/// answered. A note is not an answer.
pub(in crate::server::domain) async fn since(
    transaction: &DatabaseTransaction,
    conversation: i64,
) -> Result<Option<DateTime<Utc>>, DomainError> {
    let answer = messages_of_side(conversation, true)
        .filter(message::Column::IsNote.eq(false))
        .order_by_desc(message::Column::Id)
        .limit(1)
        .one(transaction)
        .await?;
    let after = answer.map_or(MessageId(0), |row| row.id);
    let asked = messages_of_side(conversation, false)
        .filter(message::Column::Id.gt(after))
        .order_by_asc(message::Column::Id)
        .limit(1)
        .one(transaction)
        .await?;
    Ok(asked.map(|row| row.created_at))
}

/// Selects the messages of one side in a conversation that were not deleted.
fn messages_of_side(conversation: i64, by_agents: bool) -> Select<message::Entity> {
    message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::IsAgent.eq(by_agents))
        .filter(message::Column::MessageType.ne(MessageType::System))
        .filter(message::Column::DeletedAt.is_null())
}
