//! Who gets a conversation: of the agents who are there and have room, the one
//! with the fewest open ones, ties by the agents' order.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    Condition, DatabaseTransaction, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use super::{actor::Actor, crowd::Crowds, desk::Desk, error::DomainError};
use crate::{
    model::{conversation::Status, ids::AgentId},
    server::entity::{agent, conversation},
};

/// The agents who are there and how much each has to do. Their rows stay locked
/// until the transaction ends, so that two assignments never count the same
/// state. Nobody may hold one of these rows before, or there is a deadlock.
pub(super) struct Roster {
    agents: Vec<Place>,
}

/// An agent of the roster.
struct Place {
    agent: agent::Model,
    open: u64,
}

impl Place {
    /// Whether the agent may be given one more.
    fn has_room(&self) -> bool {
        self.agent.max_open.is_none_or(|most| self.open < u64::try_from(most).unwrap_or(0))
    }
}

impl Roster {
    /// Reads and locks the agents who are there.
    pub(super) async fn lock(transaction: &DatabaseTransaction, now: DateTime<Utc>) -> Result<Self, DomainError> {
        let mut agents = agent::Entity::find()
            .filter(agent::present(now))
            // Always in this order, which an admin cannot change meanwhile.
            .order_by_asc(agent::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        agents.sort_by_key(|agent| (agent.order, agent.id));
        if agents.is_empty() {
            return Ok(Self { agents: Vec::new() });
        }
        let open = open_conversations(transaction).await?;
        let agents = agents
            .into_iter()
            .map(|agent| {
                let open = open.get(&agent.id).copied().unwrap_or(0);
                Place { agent, open }
            })
            .collect();
        Ok(Self { agents })
    }

    /// Who is next: the fewest open conversations; of several, the first. None
    /// if nobody is there or nobody has room.
    pub(super) fn next(&self) -> Option<&agent::Model> {
        self.with_room().min_by_key(|place| place.open).map(|place| &place.agent)
    }

    /// Whether `agent` has room and nobody has less to do.
    fn is_fair(&self, agent: AgentId) -> bool {
        let least = self.with_room().map(|place| place.open).min();
        self.with_room().any(|place| place.agent.id == agent && Some(place.open) == least)
    }

    fn with_room(&self) -> impl Iterator<Item = &Place> {
        self.agents.iter().filter(|place| place.has_room())
    }

    /// How many conversations all of them may have; none if one has no limit.
    fn room(&self) -> Option<u64> {
        self.agents.iter().map(|place| place.agent.max_open.map(|most| u64::try_from(most).unwrap_or(0))).sum()
    }

    /// Counts one more for `agent`.
    fn give(&mut self, agent: AgentId) {
        if let Some(place) = self.agents.iter_mut().find(|place| place.agent.id == agent) {
            place.open += 1;
        }
    }
}

/// How many open conversations each agent has. One in which nobody has written
/// counts for no agent.
pub(super) async fn open_conversations(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<AgentId, u64>, DomainError> {
    let counts: Vec<(AgentId, i64)> = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::AssignedAgentId)
        .column_as(conversation::Column::Id.count(), "open")
        .filter(conversation::Column::Status.eq(Status::Open))
        .filter(conversation::Column::AssignedAgentId.is_not_null())
        .filter(conversation::Column::LastMessageAt.is_not_null())
        .group_by(conversation::Column::AssignedAgentId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(counts.into_iter().map(|(agent, open)| (agent, u64::try_from(open).unwrap_or(0))).collect())
}

/// Conversations that wait for somebody to take them.
fn waiting() -> Condition {
    Condition::all()
        .add(conversation::Column::AssignedAgentId.is_null())
        .add(conversation::Column::LastMessageAt.is_not_null())
        .add(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
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

impl Desk {
    /// Who answers once `actor` has written. The first message is when a
    /// conversation begins to count, so that is when it is given to whoever has
    /// the least to do; later ones stay where they are, as long as that agent
    /// works here.
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
            // Of an open conversation, disabling takes care itself.
            let kept =
                if conversation.status == Status::Open { assigned } else { if_active(transaction, assigned).await? };
            if kept.is_some() || !auto_assign {
                return Ok(kept);
            }
        }
        let roster = Roster::lock(transaction, self.now()).await?;
        if self.is_crowded(transaction, actor, roster.room()).await? {
            return Ok(None);
        }
        let stays = is_first && assigned.is_some_and(|agent| roster.is_fair(agent));
        Ok(if stays { assigned } else { roster.next().map(|agent| agent.id) })
    }

    /// [`Desk::share_queue`] after a change of a conversation, if that made room
    /// or left the conversation waiting. One that an agent has just laid back
    /// stays there for the moment: it would come straight back.
    pub(super) async fn share_queue_after(&self, before: &conversation::Model, after: &conversation::Model) {
        let busied = |row: &conversation::Model| row.assigned_agent_id.filter(|_| row.status == Status::Open);
        let waits = |row: &conversation::Model| row.assigned_agent_id.is_none() && row.status.is_active();
        let made_room = busied(before).is_some() && busied(before) != busied(after) && !waits(after);
        let is_taken_up = waits(after) && !before.status.is_active();
        if made_room || is_taken_up {
            self.share_queue().await;
        }
    }

    /// [`Desk::share_queue`] after a message that left its conversation
    /// unassigned. While the message was being stored, an agent may have come or
    /// finished a conversation, or business hours may have begun: what was
    /// shared then could not see the conversation yet.
    pub(super) async fn share_queue_after_message(&self) {
        match self.has_agent_who_takes().await {
            Ok(false) => {}
            Ok(true) => self.share_queue().await,
            Err(error) => tracing::error!(%error, "it is unknown whether an agent could take a conversation"),
        }
    }

    async fn has_agent_who_takes(&self) -> Result<bool, DomainError> {
        let now = self.now();
        if !self.presence().await?.gives_away(now) {
            return Ok(false);
        }
        let present = agent::Entity::find().filter(agent::present(now)).limit(1);
        Ok(present.one(self.database.read()).await?.is_some())
    }

    /// Gives the conversations that wait for somebody to the agents who are
    /// there, if the shop wants that. To be called after the transaction that
    /// made room or brought somebody: a failure here takes nothing of it back,
    /// and the next call makes up for it.
    pub(super) async fn share_queue(&self) {
        if let Err(error) = self.try_share_queue().await {
            tracing::error!(%error, "waiting conversations could not be given to anybody");
        }
    }

    async fn try_share_queue(&self) -> Result<(), DomainError> {
        let waits = conversation::Entity::find().filter(waiting()).limit(1).one(self.database.read()).await?.is_some();
        if !waits || !self.settings().await?.auto_assign {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        self.drain_queue(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The oldest first, as long as somebody has room.
    pub(super) async fn drain_queue(&self, transaction: &DatabaseTransaction) -> Result<(), DomainError> {
        let mut roster = Roster::lock(transaction, self.now()).await?;
        if roster.next().is_none() {
            return Ok(());
        }
        let waiting = conversation::Entity::find()
            .filter(waiting())
            .order_by_asc(conversation::Column::CreatedAt)
            .order_by_asc(conversation::Column::Id)
            // Whoever holds one of them is about to assign it, and may be
            // waiting for the agents' rows: waiting for it would be a deadlock.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(transaction)
            .await?;
        let mut crowds = Crowds::of(transaction, &waiting, roster.room()).await?;
        for row in waiting {
            let Some(agent) = roster.next().map(|agent| agent.id) else { break };
            if self.limits.are_on() && !crowds.admit(row.user_id) {
                continue;
            }
            let mut change: conversation::ActiveModel = row.into();
            change.assign(Some(agent), self.now());
            change.updated_at = Set(self.now());
            change.update(transaction).await?;
            roster.give(agent);
        }
        Ok(())
    }
}
