//! Deletions, as polls bring them: a poll asks for messages after one, and deletions change
//! earlier messages.
//!
//! The conversation's row has the moment of its last deletion, so a poll after which nothing was
//! deleted is answered from memory. In a conversation no two deletions have the same moment, and
//! later ones have later moments, whatever the clock shows. A moment therefore works as a cursor.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    Condition, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, Func},
};

use crate::{
    model::thread::MessageRange,
    server::{
        domain::{actor::Actor, desk::messages_visible_to, error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

/// The maximum number of deleted messages in a response. The next poll brings the others.
const MAX_DELETIONS: usize = 200;

/// What a response says about deletions.
#[derive(Debug, Default)]
pub(super) struct Deletions {
    /// The cursor of the last one; 0 if the response need not say it.
    pub cursor: i64,
    /// The messages that were changed by deletions after the cursor of the request.
    pub messages: Vec<message::Model>,
}

impl ChatService {
    /// Returns the deletions that a response about `range` has to report.
    pub(super) async fn deletions(
        &self,
        actor: &Actor,
        conversation: &conversation::Model,
        range: MessageRange,
    ) -> Result<Deletions, DomainError> {
        let current = cursor(last_visible_to(actor, conversation));
        let Some(after) = range.after else {
            // The messages of the response contain the deletions.
            return Ok(Deletions { cursor: current, messages: Vec::new() });
        };
        let known = match range.deletions {
            Some(known) if known != current => known.clamp(0, current),
            // Nothing is new, or the client does not know of deletions.
            _ => return Ok(Deletions::default()),
        };
        let since = DateTime::from_timestamp_micros(known).unwrap_or_default();
        let deleted_at =
            Func::coalesce([Expr::col(message::Column::DeletedAt), Expr::col(message::Column::AttachmentDeletedAt)]);
        let is_later = Condition::any()
            .add(message::Column::DeletedAt.gt(since))
            .add(message::Column::AttachmentDeletedAt.gt(since));
        let mut messages = messages_visible_to(actor, conversation.id)
            .filter(message::Column::Id.lte(after))
            .filter(is_later)
            .order_by_asc(Expr::expr(deleted_at))
            .limit(MAX_DELETIONS as u64 + 1)
            .all(self.database.read())
            .await?;
        let is_all = messages.len() <= MAX_DELETIONS;
        messages.truncate(MAX_DELETIONS);
        let last = messages.last().and_then(|row| row.deleted_at.or(row.attachment_deleted_at));
        Ok(Deletions { cursor: if is_all { current } else { cursor(last) }, messages })
    }
}

/// Returns the moment of a new deletion in a conversation: now, but after all earlier ones.
pub(super) fn next_moment(conversation: &conversation::Model, now: DateTime<Utc>) -> DateTime<Utc> {
    let last = conversation.last_deletion_at.max(conversation.last_note_deletion_at);
    last.map_or(now, |last| now.max(last + Duration::microseconds(1)))
}

/// Returns the moment of the last deletion that the actor may learn of.
fn last_visible_to(actor: &Actor, conversation: &conversation::Model) -> Option<DateTime<Utc>> {
    match actor {
        Actor::Customer(_) => conversation.last_deletion_at,
        Actor::Agent(_) => conversation.last_deletion_at.max(conversation.last_note_deletion_at),
    }
}

/// Returns a moment as a cursor; 0 for none.
fn cursor(at: Option<DateTime<Utc>>) -> i64 {
    at.map_or(0, |at| at.timestamp_micros())
}
