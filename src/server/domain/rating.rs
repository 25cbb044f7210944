//! How a customer says it went.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{actor::CustomerActor, desk::Desk, error::DomainError};
use crate::{
    model::{ids::ConversationId, rating::Rating},
    server::entity::conversation,
};

impl Desk {
    /// Rates a conversation that is resolved or closed. Another rating takes
    /// the place of the first.
    ///
    /// # Errors
    /// If the rating is none, ratings are switched off, the conversation is
    /// not over, or it is not the customer's.
    pub async fn rate(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
        rating: Option<i64>,
        comment: &str,
    ) -> Result<(), DomainError> {
        let rating = Rating::check(rating, comment).map_err(DomainError::Fields)?;
        // Before the transaction: one that waits for a second connection can
        // wait for itself.
        let is_enabled = self.presence().await?.settings.rating_enabled;
        let transaction = self.database.begin().await?;
        let row = self.lock_conversation(&transaction, &customer.clone().into(), id).await?;
        if !is_enabled {
            return Err(DomainError::Conflict("Conversations are not rated here."));
        }
        if row.status.is_active() {
            return Err(DomainError::Conflict("A conversation can be rated once it is over."));
        }
        let mut change: conversation::ActiveModel = row.into();
        change.rating = Set(Some(rating.rating.into()));
        change.rating_comment = Set(rating.comment);
        change.rated_at = Set(Some(self.now()));
        change.updated_at = Set(self.now());
        change.update(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// How the customer rated the conversation's end, if they did. One that was
/// taken up again has no end yet, and its next is rated anew; until then
/// statistics count the last rating.
pub(super) fn of_its_end(row: &conversation::Model) -> Option<Rating> {
    let ended = row.resolved_at?;
    row.rated_at.filter(|rated| *rated >= ended)?;
    let rating = row.rating.and_then(|rating| u8::try_from(rating).ok())?;
    Some(Rating { rating, comment: row.rating_comment.clone() })
}
