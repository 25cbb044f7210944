//! Deletes conversations that are resolved or closed, and whose last activity is too long ago.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult, QuerySelect, entity::prelude::*};

use super::{Place, Removed, Run, START, by_activity, locking, visitors::forget_visitors};
use crate::{
    model::ids::{ConversationId, MessageId, UserId},
    server::{
        domain::{
            customers::erasing::{self, remove_conversations},
            database::select,
            error::DomainError,
            services::RetentionService,
        },
        entity::message,
    },
};

/// How many conversations one transaction deletes. A message waits for it, so it takes some tens
/// of milliseconds at most.
const BATCH: usize = 40;
/// The number of messages after which no further conversation is added. A conversation is deleted
/// as a whole, so a longer one gets a transaction of its own.
const MESSAGES_TOGETHER: u64 = 400;

/// The conversations whose row has not changed since a moment, the one with the longest inactivity
/// first. `$1` is the moment, `$2` and `$3` are the position of the last one that was read, and `$4`
/// the maximum number of rows. The condition for the status is written as in the partial index of
/// the migration `m0170_retention`, otherwise SQLite does not use it.
const INACTIVE: &str = "\
    SELECT id, conversation_id, user_id, updated_at, last_note_id FROM support_conversation \
    WHERE status IN ('resolved', 'closed') AND updated_at <= $1 AND (updated_at, id) > ($2, $3) \
    ORDER BY updated_at, id LIMIT $4";

/// A row of [`INACTIVE`].
#[derive(FromQueryResult)]
struct Inactive {
    id: i64,
    conversation_id: ConversationId,
    user_id: UserId,
    updated_at: DateTime<Utc>,
    last_note_id: Option<MessageId>,
}

impl RetentionService {
    /// Deletes the conversations whose last activity was at a moment or earlier.
    pub(super) async fn purge_conversations(&self, run: &mut Run, until: DateTime<Utc>) -> Result<(), DomainError> {
        let mut place = Some(START);
        while let Some(after) = place {
            place = self.purge_some_conversations(run, until, after).await?;
        }
        Ok(())
    }

    /// Deletes the first of these conversations after a position. Returns the next position, if
    /// there may be more.
    async fn purge_some_conversations(
        &self,
        run: &mut Run,
        until: DateTime<Utc>,
        (active_at, id): Place,
    ) -> Result<Option<Place>, DomainError> {
        let transaction = self.database.begin().await?;
        let began = self.clock.running();
        let sql = locking(&transaction, &by_activity(&transaction, INACTIVE));
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let values = [until.into(), active_at.into(), id.into(), most.into()];
        let mut inactive: Vec<Inactive> = select(&transaction, &sql, values).await?;
        if inactive.is_empty() {
            return Ok(None);
        }
        let was_full = inactive.len() == BATCH;
        let fitting = fitting(&transaction, &inactive).await?;
        let is_cut = fitting < inactive.len();
        inactive.truncate(fitting);
        let last = inactive.last().map(|row| (row.updated_at, row.id)).filter(|_| was_full || is_cut);
        leave_noted(&transaction, &mut inactive, until).await?;
        if inactive.is_empty() {
            return Ok(last);
        }
        let ids: Vec<(i64, ConversationId)> =
            inactive.iter().map(|row| (row.id, row.conversation_id.clone())).collect();
        let erasing::Removed { messages, files } = remove_conversations(&transaction, &ids).await?;
        forget_visitors(&transaction, inactive.iter().map(|row| row.user_id)).await?;
        let deleted =
            Removed { conversations: ids.len() as u64, messages, files: files.len() as u64, ..Removed::default() };
        self.finish(run, transaction, deleted, files, began).await?;
        Ok(last)
    }
}

/// Returns how many of the conversations one transaction deletes: at least one.
async fn fitting(transaction: &DatabaseTransaction, inactive: &[Inactive]) -> Result<usize, DomainError> {
    let counts: Vec<(i64, i64)> = message::Entity::find()
        .select_only()
        .column(message::Column::ConversationId)
        .column_as(message::Column::Id.count(), "messages")
        .filter(message::Column::ConversationId.is_in(inactive.iter().map(|row| row.id)))
        .group_by(message::Column::ConversationId)
        .into_tuple()
        .all(transaction)
        .await?;
    let counts: HashMap<i64, u64> =
        counts.into_iter().map(|(row, messages)| (row, u64::try_from(messages).unwrap_or(0))).collect();
    let mut messages = 0;
    let fitting = inactive.iter().take_while(|row| {
        messages += counts.get(&row.id).copied().unwrap_or(0);
        messages <= MESSAGES_TOGETHER
    });
    Ok(fitting.count().max(1).min(inactive.len()))
}

/// Leaves out the conversations with a note that is too recent. A note is an activity, but does not
/// change the time of the row, because customers must not see that it exists.
async fn leave_noted(
    transaction: &DatabaseTransaction,
    inactive: &mut Vec<Inactive>,
    until: DateTime<Utc>,
) -> Result<(), DomainError> {
    let notes: Vec<MessageId> = inactive.iter().filter_map(|row| row.last_note_id).collect();
    if notes.is_empty() {
        return Ok(());
    }
    let recent: Vec<MessageId> = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::Column::Id.is_in(notes))
        .filter(message::Column::CreatedAt.gt(until))
        .into_tuple()
        .all(transaction)
        .await?;
    inactive.retain(|row| row.last_note_id.is_none_or(|note| !recent.contains(&note)));
    Ok(())
}
