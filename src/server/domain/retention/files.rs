//! Deletes attachments that are too old. Their messages stay.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{
    DatabaseTransaction, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use super::{Place, Removed, Run, START};
use crate::server::{
    domain::{chat::deleting::expire_file, database::select, error::DomainError, services::RetentionService},
    entity::{conversation, message},
};

/// How many messages one transaction changes.
const BATCH: usize = 40;

/// The messages with an attachment that were sent at a moment or earlier, the oldest first. `$1` is
/// the moment, `$2` and `$3` are the position of the last one that was read, and `$4` the maximum
/// number of rows.
const ATTACHED: &str = "\
    SELECT * FROM support_message \
    WHERE attachment IS NOT NULL AND created_at <= $1 AND (created_at, id) > ($2, $3) \
    ORDER BY created_at, id LIMIT $4";

impl RetentionService {
    /// Deletes the attachments that were sent at a moment or earlier.
    pub(super) async fn purge_files(&self, run: &mut Run, until: DateTime<Utc>) -> Result<(), DomainError> {
        let mut place = Some(START);
        while let Some(after) = place {
            place = self.purge_some_files(run, until, after).await?;
        }
        Ok(())
    }

    /// Deletes the first of these attachments after a position. Returns the next position, if there
    /// may be more.
    async fn purge_some_files(
        &self,
        run: &mut Run,
        until: DateTime<Utc>,
        (sent_at, id): Place,
    ) -> Result<Option<Place>, DomainError> {
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let values = [until.into(), sent_at.into(), id.into(), most.into()];
        let attached: Vec<message::Model> = select(self.database.read(), ATTACHED, values).await?;
        let last = attached.last().map(|row| (row.created_at, row.id.0)).filter(|_| attached.len() == BATCH);
        if attached.is_empty() {
            return Ok(None);
        }
        let transaction = self.database.begin().await?;
        let began = self.clock.running();
        let mut files = Vec::new();
        let (mut conversations, messages) = lock_conversations(&transaction, attached).await?;
        for row in messages {
            if let Some(conversation) = conversations.get_mut(&row.conversation_id) {
                files.extend(expire_file(&transaction, conversation, &row, self.clock.now()).await?);
            }
        }
        let deleted = Removed { files: files.len() as u64, ..Removed::default() };
        self.finish(run, transaction, deleted, files, began).await?;
        Ok(last)
    }
}

/// Locks the conversations of messages, and returns both as they are then. Leaves out the messages
/// that have lost their file in the meantime, and on PostgreSQL those whose conversation another
/// transaction has locked: the next run takes them.
async fn lock_conversations(
    transaction: &DatabaseTransaction,
    messages: Vec<message::Model>,
) -> Result<(HashMap<i64, conversation::Model>, Vec<message::Model>), DomainError> {
    let conversations: BTreeSet<i64> = messages.iter().map(|row| row.conversation_id).collect();
    let locked = conversation::Entity::find()
        .filter(conversation::Column::Id.is_in(conversations))
        .order_by_asc(conversation::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(transaction)
        .await?;
    let locked: HashMap<i64, conversation::Model> = locked.into_iter().map(|row| (row.id, row)).collect();
    let ids = messages.iter().filter(|row| locked.contains_key(&row.conversation_id)).map(|row| row.id);
    let messages = message::Entity::find()
        .filter(message::Column::Id.is_in(ids))
        .filter(message::Column::Attachment.is_not_null())
        .order_by_asc(message::Column::Id)
        .all(transaction)
        .await?;
    Ok((locked, messages))
}
