//! Quick replies, as agents use them.

pub(super) mod editing;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{actor::AgentActor, error::DomainError, services::QuickReplyService};
use crate::{model::quick_reply::QuickReply, server::entity::quick_reply};

impl QuickReplyService {
    /// Returns the quick replies that are offered, in their order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn offered_quick_replies(&self, _: &AgentActor) -> Result<Vec<QuickReply>, DomainError> {
        let rows = quick_reply::Entity::find()
            .filter(quick_reply::Column::IsActive.eq(true))
            .order_by_asc(quick_reply::Column::Order)
            .order_by_asc(quick_reply::Column::Id)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}
