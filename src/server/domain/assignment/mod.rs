//! Chooses the agent for a conversation: of the agents who are present and have
//! room, the one with the fewest open conversations. Ties are decided by the
//! agents' order.

pub(super) mod absence;
pub(super) mod presence;
pub(super) mod queue;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

use super::{actor::Actor, error::DomainError, inbox::open_by_agent, services::AssignmentService};
use crate::{
    model::{conversation::Status, ids::AgentId},
    server::entity::{agent, conversation},
};

/// The agents who are present, and how many open conversations each has. Their
/// rows stay locked until the transaction ends, so that two assignments never
/// count the same state. A transaction must not hold one of these rows before
/// it locks the roster, or a deadlock follows.
pub(super) struct Roster {
    agents: Vec<AgentLoad>,
}

/// An agent of the roster.
struct AgentLoad {
    agent: agent::Model,
    open: u64,
}

impl AgentLoad {
    /// Returns whether the agent may be assigned another conversation.
    fn has_room(&self) -> bool {
        self.agent.max_open.is_none_or(|most| self.open < u64::try_from(most).unwrap_or(0))
    }
}

impl Roster {
    /// Reads and locks the agents who are present.
    pub(super) async fn lock(transaction: &DatabaseTransaction, now: DateTime<Utc>) -> Result<Self, DomainError> {
        let mut agents = agent::Entity::find()
            .filter(agent::present(now))
            // Always locked in this order, which an admin cannot change
            // in the meantime.
            .order_by_asc(agent::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        agents.sort_by_key(|agent| (agent.order, agent.id));
        if agents.is_empty() {
            return Ok(Self { agents: Vec::new() });
        }
        let open = open_by_agent(transaction).await?;
        let agents = agents
            .into_iter()
            .map(|agent| {
                let open = open.get(&agent.id).copied().unwrap_or(0);
                AgentLoad { agent, open }
            })
            .collect();
        Ok(Self { agents })
    }

    /// Returns the agent with the fewest open conversations; of several, the
    /// first. Returns none if all agents are absent or have reached their
    /// limit.
    pub(super) fn next(&self) -> Option<&agent::Model> {
        self.with_room().min_by_key(|load| load.open).map(|load| &load.agent)
    }

    /// Returns whether `agent` has room, and all others have at least as many
    /// conversations.
    fn is_fair(&self, agent: AgentId) -> bool {
        let least = self.with_room().map(|load| load.open).min();
        self.with_room().any(|load| load.agent.id == agent && Some(load.open) == least)
    }

    fn with_room(&self) -> impl Iterator<Item = &AgentLoad> {
        self.agents.iter().filter(|load| load.has_room())
    }

    /// Returns the sum of the agents' limits; none if an agent has no limit.
    pub(super) fn total_limit(&self) -> Option<u64> {
        self.agents.iter().map(|load| load.agent.max_open.map(|most| u64::try_from(most).unwrap_or(0))).sum()
    }

    /// Counts one more conversation for `agent`.
    pub(super) fn count_assignment(&mut self, agent: AgentId) {
        if let Some(load) = self.agents.iter_mut().find(|load| load.agent.id == agent) {
            load.open += 1;
        }
    }
}

/// Returns the agent, or none if the agent has been disabled. Locks the agent's
/// row, so that the agent is not disabled before the conversation is theirs. A
/// [`Roster`] must not be locked afterwards in the same transaction.
pub(super) async fn if_active(
    transaction: &DatabaseTransaction,
    agent: Option<AgentId>,
) -> Result<Option<AgentId>, DomainError> {
    let Some(id) = agent else { return Ok(None) };
    let agent = agent::Entity::find_by_id(id).filter(agent::Column::IsActive.eq(true)).lock_shared();
    Ok(agent.one(transaction).await?.map(|agent| agent.id))
}

impl AssignmentService {
    /// Returns the assignee after `actor` has written. A conversation counts as
    /// open from its first message on, so it is assigned then, to the agent
    /// with the fewest. Later messages in an open conversation keep the assignee,
    /// without a check: disabling an agent also reassigns the agent's open
    /// conversations. A message that reopens a conversation replaces a disabled
    /// assignee.
    pub(super) async fn assignee_after(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        conversation: &conversation::Model,
        auto_assign: bool,
    ) -> Result<Option<AgentId>, DomainError> {
        let assigned = conversation.assigned_agent_id;
        if let Actor::Agent(agent) = actor {
            return match assigned {
                Some(_) => Ok(assigned),
                // They may have been disabled since the request began.
                None => if_active(transaction, Some(agent.agent_id)).await,
            };
        }
        let is_first = conversation.last_message_at.is_none();
        if !(is_first && auto_assign) {
            let kept =
                if conversation.status == Status::Open { assigned } else { if_active(transaction, assigned).await? };
            if kept.is_some() || !auto_assign {
                return Ok(kept);
            }
        }
        let roster = Roster::lock(transaction, self.now()).await?;
        if self.limits().is_crowded(transaction, actor, roster.total_limit()).await? {
            return Ok(None);
        }
        let stays = is_first && assigned.is_some_and(|agent| roster.is_fair(agent));
        Ok(if stays { assigned } else { roster.next().map(|agent| agent.id) })
    }
}
