//! Customers' ratings of conversations.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::events;
use crate::{
    model::{event::EventChange, ids::ConversationId, rating::Rating},
    server::{
        domain::{actor::CustomerActor, error::DomainError, services::ChatService},
        entity::conversation,
    },
};

impl ChatService {
    /// Rates a conversation that is resolved or closed. A second rating
    /// replaces the first.
    ///
    /// # Errors
    /// If the rating is out of range, ratings are switched off, the
    /// conversation is still active, or it is not the customer's.
    pub async fn rate(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
        rating: Option<i64>,
        comment: &str,
    ) -> Result<(), DomainError> {
        let rating = Rating::check(rating, comment).map_err(DomainError::Fields)?;
        // Before the transaction: a transaction that waits for a second
        // connection can wait for itself.
        let is_enabled = self.settings().presence().await?.settings.rating_enabled;
        let transaction = self.database.begin().await?;
        let row = self.lock_conversation(&transaction, &customer.clone().into(), id).await?;
        if !is_enabled {
            return Err(DomainError::Conflict("Ratings are turned off."));
        }
        if row.status.is_active() {
            return Err(DomainError::Conflict("A conversation can be rated once it is over."));
        }
        let is_new = row.rating != Some(rating.rating.into());
        let (number, mut change) = (row.id, conversation::ActiveModel::from(row));
        if is_new {
            let event = EventChange::Rating(rating.rating.into());
            events::add(&transaction, Some(&customer.clone().into()), number, &mut change, event, self.now()).await?;
        }
        change.rating = Set(Some(rating.rating.into()));
        change.rating_comment = Set(rating.comment);
        change.rated_at = Set(Some(self.now()));
        change.updated_at = Set(self.now());
        change.update(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Returns the customer's rating of the ended conversation, if there is one. A
/// reopened conversation has not ended, and can be rated again when it has;
/// until then statistics count the last rating.
pub(super) fn rating_of_ended(row: &conversation::Model) -> Option<Rating> {
    let ended = row.resolved_at?;
    row.rated_at.filter(|rated| *rated >= ended)?;
    let rating = row.rating.and_then(|rating| u8::try_from(rating).ok())?;
    Some(Rating { rating, comment: row.rating_comment.clone() })
}
