//! Edits and deletions, as polls bring them: a poll asks for messages after one, and edits and
//! deletions change earlier messages. A message that was taken back counts as deleted here.
//!
//! The conversation's row has the moment of its last revision, so a poll after which nothing was
//! revised is answered from memory. In a conversation no two revisions have the same moment, and
//! later ones have later moments, whatever the clock shows. A moment therefore works as a cursor.
//! The API calls it `deletions`: it is older than edits.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    Condition, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, Func, FunctionCall},
};

use crate::{
    model::thread::MessageRange,
    server::{
        domain::{actor::Actor, desk::messages_known_to, error::DomainError, services::ChatService},
        entity::{conversation, message},
    },
};

/// The maximum number of revised messages in a response. The next poll brings the others.
const MAX_REVISIONS: usize = 200;

/// What a response says about revisions.
#[derive(Debug, Default)]
pub(super) struct Revisions {
    /// The cursor of the last one; 0 if the response need not say it.
    pub cursor: i64,
    /// The messages that were revised after the cursor of the request.
    pub messages: Vec<message::Model>,
}

impl ChatService {
    /// Returns the revisions that a response about `range` has to report.
    pub(super) async fn revisions(
        &self,
        actor: &Actor,
        conversation: &conversation::Model,
        range: MessageRange,
    ) -> Result<Revisions, DomainError> {
        let current = cursor(last_visible_to(actor, conversation));
        let Some(after) = range.after else {
            // The messages of the response contain the revisions.
            return Ok(Revisions { cursor: current, messages: Vec::new() });
        };
        let known = match range.deletions {
            Some(known) if known != current => known.clamp(0, current),
            // Nothing is new, or the client does not know of revisions.
            _ => return Ok(Revisions::default()),
        };
        let since = DateTime::from_timestamp_micros(known).unwrap_or_default();
        // A message that was taken back is not among the new ones, but a screen may have it.
        let is_earlier = Condition::any().add(message::Column::Id.lte(after)).add(message::is_not_recalled().not());
        let mut messages = messages_known_to(actor, conversation.id)
            .filter(is_earlier)
            .filter(is_revised_after(since))
            .order_by_asc(Expr::expr(revised_at()))
            .limit(MAX_REVISIONS as u64 + 1)
            .all(self.database.read())
            .await?;
        let is_all = messages.len() <= MAX_REVISIONS;
        messages.truncate(MAX_REVISIONS);
        let last = messages.last().and_then(message::Model::revised_at);
        Ok(Revisions { cursor: if is_all { current } else { cursor(last) }, messages })
    }
}

/// Returns the moment of a new revision in a conversation: now, but after all earlier ones. The API
/// has moments in milliseconds.
pub(super) fn next_moment(conversation: &conversation::Model, now: DateTime<Utc>) -> DateTime<Utc> {
    let last = conversation.last_deletion_at.max(conversation.last_note_deletion_at);
    last.map_or(now, |last| now.max(last + Duration::milliseconds(1)))
}

/// Returns the condition that a message was revised after a moment.
fn is_revised_after(since: DateTime<Utc>) -> Expr {
    use sea_orm::sea_query::ExprTrait as _;

    Expr::expr(revised_at()).gt(since)
}

/// Returns the moment of a message's last revision, as [`message::Model::revised_at`] does. The
/// functions that return the greatest of several values treat NULL differently on each database.
fn revised_at() -> FunctionCall {
    use message::Column::{AttachmentDeletedAt, DeletedAt, EditedAt};
    use sea_orm::sea_query::ExprTrait as _;

    let file_is_later = Expr::col(AttachmentDeletedAt).gt(Expr::col(EditedAt));
    let other = Func::coalesce([Expr::col(EditedAt), Expr::col(AttachmentDeletedAt)]);
    let of_part = Expr::case(file_is_later, Expr::col(AttachmentDeletedAt)).finally(Expr::expr(other));
    Func::coalesce([Expr::col(DeletedAt), of_part.into()])
}

/// Returns the moment of the last revision that the actor may learn of.
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
