//! Who gets a conversation: the online agent with the fewest open ones, ties
//! by the agents' order.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    DatabaseTransaction, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use super::{desk::Desk, error::DomainError};
use crate::{
    model::{conversation::Status, ids::AgentId},
    server::entity::{agent, conversation},
};

/// The online agents and how much each has to do. Their rows stay locked until
/// the transaction ends, so that two assignments never count the same state.
pub(super) struct Roster {
    agents: Vec<(agent::Model, u64)>,
}

impl Roster {
    /// Reads and locks the online agents.
    pub(super) async fn lock(transaction: &DatabaseTransaction) -> Result<Self, DomainError> {
        let agents = agent::Entity::find()
            .filter(agent::Column::IsOnline.eq(true))
            .filter(agent::Column::IsActive.eq(true))
            .order_by_asc(agent::Column::Order)
            .order_by_asc(agent::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        if agents.is_empty() {
            return Ok(Self { agents: Vec::new() });
        }
        let open = open_conversations(transaction).await?;
        let agents = agents
            .into_iter()
            .map(|agent| {
                let count = open.get(&agent.id).copied().unwrap_or(0);
                (agent, count)
            })
            .collect();
        Ok(Self { agents })
    }

    /// Whether nobody is online.
    pub(super) fn is_empty(&self) -> bool {
        self.agents.is_empty()
    }

    /// Who is next: the fewest open conversations; of several, the first.
    pub(super) fn next(&self) -> Option<&agent::Model> {
        self.agents.iter().min_by_key(|(_, open)| *open).map(|(agent, _)| agent)
    }

    /// Whether `agent` is online and nobody has less to do.
    pub(super) fn is_fair(&self, agent: AgentId) -> bool {
        let least = self.agents.iter().map(|(_, open)| *open).min();
        self.agents.iter().any(|(candidate, open)| candidate.id == agent && Some(*open) == least)
    }

    /// Counts one more for `agent`.
    fn give(&mut self, agent: AgentId) {
        if let Some((_, open)) = self.agents.iter_mut().find(|(candidate, _)| candidate.id == agent) {
            *open += 1;
        }
    }
}

/// How many open conversations each agent has. One in which nobody has written
/// counts for no agent.
async fn open_conversations(transaction: &DatabaseTransaction) -> Result<HashMap<AgentId, u64>, DomainError> {
    let counts: Vec<(AgentId, i64)> = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::AssignedAgentId)
        .column_as(conversation::Column::Id.count(), "open")
        .filter(conversation::Column::Status.eq(Status::Open))
        .filter(conversation::Column::AssignedAgentId.is_not_null())
        .filter(conversation::Column::LastMessageAt.is_not_null())
        .group_by(conversation::Column::AssignedAgentId)
        .into_tuple()
        .all(transaction)
        .await?;
    Ok(counts.into_iter().map(|(agent, open)| (agent, u64::try_from(open).unwrap_or(0))).collect())
}

impl Desk {
    /// Gives the conversations that wait for somebody to the agents online,
    /// the oldest first.
    pub(super) async fn drain_queue(&self, transaction: &DatabaseTransaction) -> Result<(), DomainError> {
        let mut roster = Roster::lock(transaction).await?;
        if roster.is_empty() {
            return Ok(());
        }
        let waiting = conversation::Entity::find()
            .filter(conversation::Column::AssignedAgentId.is_null())
            .filter(conversation::Column::LastMessageAt.is_not_null())
            .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
            .order_by_asc(conversation::Column::CreatedAt)
            .order_by_asc(conversation::Column::Id)
            // Whoever holds one of them is about to assign it, and may be
            // waiting for the agents' rows: waiting for it would be a deadlock.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(transaction)
            .await?;
        for row in waiting {
            let Some(agent) = roster.next().map(|agent| agent.id) else { break };
            let mut change: conversation::ActiveModel = row.into();
            change.assigned_agent_id = Set(Some(agent));
            change.updated_at = Set(self.now());
            change.update(transaction).await?;
            roster.give(agent);
        }
        Ok(())
    }
}
