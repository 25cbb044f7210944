//! The periods of a conversation: each lasts from opening to resolving or closing, and
//! has its own response and resolution times. The conversation's row holds the last
//! one, so that a message writes no other row.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

use crate::server::{
    domain::error::DomainError,
    entity::{conversation, conversation_period},
};

/// Begins another period of a reopened conversation, and stores the one that
/// has ended. `is_asked` is true if the customer waits for a response. A
/// conversation without messages has no period yet.
pub(super) async fn reopen(
    transaction: &DatabaseTransaction,
    change: &mut conversation::ActiveModel,
    row: &conversation::Model,
    is_asked: bool,
    now: DateTime<Utc>,
) -> Result<(), DomainError> {
    let (Some(opened_at), Some(resolved_at)) = (row.opened_at, row.resolved_at) else { return Ok(()) };
    let ended = conversation_period::ActiveModel {
        conversation_id: Set(row.id),
        opened_at: Set(opened_at),
        asked_at: Set(row.asked_at),
        responded_at: Set(row.responded_at),
        resolved_at: Set(resolved_at),
        ..Default::default()
    };
    conversation_period::Entity::insert(ended).exec_without_returning(transaction).await?;
    change.opened_at = Set(Some(now));
    change.asked_at = Set(is_asked.then_some(now));
    change.responded_at = Set(None);
    Ok(())
}

/// Records a message in the current period.
pub(super) fn note_message(
    change: &mut conversation::ActiveModel,
    row: &conversation::Model,
    by_agent: bool,
    now: DateTime<Utc>,
) {
    if row.opened_at.is_none() {
        change.opened_at = Set(Some(now));
    }
    if !by_agent && row.asked_at.is_none() {
        change.asked_at = Set(Some(now));
    } else if by_agent && row.responded_at.is_none() && row.asked_at.is_some() && row.status.is_active() {
        change.responded_at = Set(Some(now));
    }
}
