//! How many conversations each tab of the inbox holds.

use sea_orm::{Condition, QuerySelect, entity::prelude::*};

use crate::{
    model::{conversation::Status, ids::AgentId, inbox::InboxCounts},
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::conversation,
    },
};

impl Desk {
    /// The counts as one agent sees them. An index holds all that they need.
    pub(super) async fn inbox_counts(&self, me: AgentId) -> Result<InboxCounts, DomainError> {
        let absent = self.absent_agents().await?;
        let groups: Vec<(Status, Option<AgentId>, i64)> = conversation::Entity::find()
            .select_only()
            .column(conversation::Column::Status)
            .column(conversation::Column::AssignedAgentId)
            .column_as(conversation::Column::Id.count(), "conversations")
            .filter(conversation::Column::LastMessageAt.is_not_null())
            .group_by(conversation::Column::AssignedAgentId)
            .group_by(conversation::Column::Status)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut counts = InboxCounts::default();
        for (status, agent, count) in groups {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            counts.all.add(status, count);
            match agent {
                Some(agent) if agent == me => counts.mine_by_status.add(status, count),
                Some(agent) if absent.contains(&agent) => counts.waiting_by_status.add(status, count),
                Some(_) => {}
                None => {
                    counts.unassigned_by_status.add(status, count);
                    counts.waiting_by_status.add(status, count);
                }
            }
        }
        counts.mine = counts.mine_by_status.active();
        counts.unassigned = counts.unassigned_by_status.active();
        counts.waiting = counts.waiting_by_status.active();
        counts.unread = self.unread_for(me, absent).await?;
        Ok(counts)
    }

    /// Counts the unread messages that wait for an agent. Few conversations have
    /// any: an index holds those.
    async fn unread_for(&self, me: AgentId, absent: Vec<AgentId>) -> Result<u32, DomainError> {
        let active = Status::ALL.into_iter().filter(|status| status.is_active());
        let unread: Option<Option<i64>> = conversation::Entity::find()
            .select_only()
            .column_as(conversation::Column::AgentUnreadCount.sum(), "unread")
            .filter(conversation::Column::LastMessageAt.is_not_null())
            .filter(conversation::Column::AgentUnreadCount.gt(0))
            .filter(conversation::Column::Status.is_in(active))
            .filter(
                Condition::any()
                    .add(conversation::Column::AssignedAgentId.is_null())
                    .add(conversation::Column::AssignedAgentId.is_in(absent.into_iter().chain([me]))),
            )
            .into_tuple()
            .one(self.database.read())
            .await?;
        // Without any, the sum is null.
        Ok(u32::try_from(unread.flatten().unwrap_or_default()).unwrap_or(u32::MAX))
    }
}
