//! How many conversations each tab of the inbox holds.

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    model::{conversation::Status, ids::AgentId, inbox::InboxCounts},
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::conversation,
    },
};

impl Desk {
    /// The counts as one agent sees them.
    pub(super) async fn inbox_counts(&self, me: AgentId) -> Result<InboxCounts, DomainError> {
        let groups: Vec<(Status, Option<AgentId>, i64)> = conversation::Entity::find()
            .select_only()
            .column(conversation::Column::Status)
            .column(conversation::Column::AssignedAgentId)
            .column_as(conversation::Column::Id.count(), "conversations")
            .filter(conversation::Column::LastMessageAt.is_not_null())
            .group_by(conversation::Column::Status)
            .group_by(conversation::Column::AssignedAgentId)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut counts = InboxCounts::default();
        for (status, agent, count) in groups {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            match status {
                Status::Open => counts.open += count,
                Status::Pending => counts.pending += count,
                Status::Resolved => counts.resolved += count,
                Status::Closed => counts.closed += count,
            }
            if status.is_active() && agent == Some(me) {
                counts.mine += count;
            }
            if status.is_active() && agent.is_none() {
                counts.unassigned += count;
            }
        }
        Ok(counts)
    }
}
