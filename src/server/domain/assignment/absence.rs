//! Conversations of agents who are absent. They immediately count as waiting for
//! the agents who are present, and they return to the queue after the delay in
//! the settings.
//!
//! An agent is absent while [`agent::Model::is_present`] returns false: the
//! switch is off, or no console of the agent has sent a request for 90 seconds.
//! So a reload of the page or a short loss of the connection changes nothing.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    Condition, QueryOrder, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

use super::presence::SEEN_EVERY;
use crate::{
    model::ids::AgentId,
    server::{
        age::is_recent,
        domain::{
            actor::Actor,
            chat::{events, viewers::GONE_AFTER},
            error::DomainError,
            services::AssignmentService,
        },
        entity::{agent, conversation, viewer},
    },
};

/// How many conversations one transaction takes from absent agents.
const BATCH: u64 = 100;

impl AssignmentService {
    /// Updates the presence of agents in the inbox, and takes conversations back from
    /// agents who have left. Called whenever an agent sends a request (at most every 20
    /// seconds), by the upkeep, and after a message to an absent agent. The agent who
    /// sends the request keeps their conversations, even with the switch off: they are
    /// at work. If this fails, the next call repairs it.
    pub async fn handle_absences(&self, asking: Option<AgentId>) {
        if let Err(error) = self.try_handle_absences(asking).await {
            tracing::error!(%error, "conversations of absent agents could not be looked after");
        }
    }

    async fn try_handle_absences(&self, asking: Option<AgentId>) -> Result<(), DomainError> {
        let now = self.now();
        let mut agents = agent::Entity::find().all(self.database.read()).await?;
        if agents.iter().any(|agent| agent.is_ahead(now)) {
            self.correct_future_times(now).await?;
            agents = agent::Entity::find().all(self.database.read()).await?;
        }
        for agent in agents.iter().filter(|agent| agent.was_present != agent.is_present(now)) {
            self.record_presence(agent).await?;
        }
        let delay = self.settings().presence().await?.settings.release_after();
        let is_gone = |agent: &&agent::Model| Some(agent.id) != asking && agent.has_been_gone(now, delay);
        let gone: Vec<AgentId> = agents.iter().filter(is_gone).map(|agent| agent.id).collect();
        if gone.is_empty()
            || conversations_of_absent(&gone, now, delay).limit(1).one(self.database.read()).await?.is_none()
        {
            return Ok(());
        }
        self.unassign_absent(gone, now, delay).await
    }

    /// Corrects the times at which agents were last seen or left, if they lie in the
    /// future because a clock was set back. How long ago they really were is unknown,
    /// so the delay begins now: agents whose console is open lose no conversation
    /// before its next request.
    async fn correct_future_times(&self, now: DateTime<Utc>) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        for (column, moment) in [(agent::Column::LastSeenAt, now - agent::AWAY_AFTER), (agent::Column::LeftAt, now)] {
            agent::Entity::update_many()
                .col_expr(column, Expr::value(moment))
                .filter(column.gte(now + agent::AWAY_AFTER))
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Records that an agent has come or gone. The database numbers this as a change, so
    /// that polls return the rows that show the agent (`m0143_presence_changes`).
    async fn record_presence(&self, agent: &agent::Model) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        agent::Entity::update_many()
            .col_expr(agent::Column::WasPresent, Expr::value(!agent.was_present))
            .filter(agent::Column::Id.eq(agent.id))
            .filter(agent::Column::WasPresent.eq(agent.was_present))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes conversations from agents who have left and, if conversations are assigned
    /// at once now, assigns them to agents who are present. Each transaction takes some of
    /// them, so that messages can be stored in between.
    async fn unassign_absent(
        &self,
        gone: Vec<AgentId>,
        now: DateTime<Utc>,
        delay: Duration,
    ) -> Result<(), DomainError> {
        let mut place = Some(0);
        while let Some(after) = place {
            place = self.unassign_batch(&gone, now, delay, after).await?;
        }
        if self.settings().presence().await?.assigns_at_once(now) {
            self.drain_queue().await?;
        }
        Ok(())
    }

    /// Takes the first conversations after a row number. Returns the number of the last
    /// one if there may be more.
    async fn unassign_batch(
        &self,
        gone: &[AgentId],
        now: DateTime<Utc>,
        delay: Duration,
        after: i64,
    ) -> Result<Option<i64>, DomainError> {
        let transaction = self.database.begin().await?;
        let rows = conversations_of_absent(gone, now, delay)
            .filter(conversation::Column::Id.gt(after))
            .order_by_asc(conversation::Column::Id)
            .limit(BATCH)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&transaction)
            .await?;
        // The rows are locked, so an agent who returns now keeps their conversations.
        let agents = agent::Entity::find()
            .filter(agent::Column::Id.is_in(gone.iter().copied()))
            .order_by_asc(agent::Column::Id)
            .lock_exclusive()
            .all(&transaction)
            .await?;
        let still_gone = |id: AgentId| agents.iter().any(|agent| agent.id == id && agent.has_been_gone(now, delay));
        let last = rows.last().map(|row| row.id).filter(|_| rows.len() as u64 == BATCH);
        for row in rows {
            if row.assigned_agent_id.is_some_and(still_gone) {
                let mut change: conversation::ActiveModel = row.clone().into();
                change.assign(None, now);
                events::note_changes(&transaction, None, &row, &mut change, now).await?;
                change.updated_at = Set(now);
                change.update(&transaction).await?;
            }
        }
        transaction.commit().await?;
        Ok(last)
    }

    /// Assigns waiting conversations if a change of a conversation made room, or if it reopened
    /// an unassigned one. If it reopened a conversation of an agent who has left, calls
    /// [`AssignmentService::handle_absences`]. Called after the transaction of the change.
    pub(in crate::server::domain) async fn after_change(
        &self,
        before: &conversation::Model,
        after: &conversation::Model,
    ) {
        self.assign_queue_after(before, after).await;
        let is_taken_up = after.is_at_hand() && !before.is_at_hand();
        if let Some(agent) = after.assigned_agent_id.filter(|_| is_taken_up)
            && self.is_absence_due(agent).await
        {
            self.handle_absences(None).await;
        }
    }

    /// Follows up on a message in a conversation that is assigned to `assigned`. After a
    /// customer's message, calls [`AssignmentService::handle_absences`] if the assignee has
    /// left. After an agent's message, stores when that agent replied if their switch is off: an
    /// agent who replies is still at work.
    pub(in crate::server::domain) async fn after_message_to(&self, assigned: AgentId, actor: &Actor) {
        match actor {
            Actor::Customer(_) => {
                if self.is_absence_due(assigned).await {
                    self.handle_absences(None).await;
                }
            }
            Actor::Agent(agent) => {
                let (now, id) = (self.now(), agent.agent_id);
                let is_stale = |agent: &agent::Model| {
                    !agent.is_online && !agent.left_at.is_some_and(|left| is_recent(left, now, SEEN_EVERY))
                };
                let found = self.known_assignee(id).await;
                if found.is_ok_and(|found| found.is_some_and(|found| is_stale(&found))) {
                    let desk = self.clone();
                    let write = async move { desk.note_reply(id).await };
                    self.database.write_incidentally("when an agent last replied", write).await;
                }
            }
        }
    }

    /// Returns whether [`AssignmentService::handle_absences`] has something to do for an agent:
    /// whether the agent has come or gone and that is not recorded, or has been absent for the
    /// delay. Called after each message, and answered from memory. Returns true if the agent or
    /// the settings cannot be read.
    async fn is_absence_due(&self, id: AgentId) -> bool {
        let (Ok(Some(agent)), Ok(presence)) = (self.known_assignee(id).await, self.settings().presence().await) else {
            return true;
        };
        let now = self.now();
        agent.was_present != agent.is_present(now) || agent.has_been_gone(now, presence.settings.release_after())
    }

    /// Returns an agent to whom conversations are assigned.
    pub(in crate::server::domain) async fn known_assignee(
        &self,
        id: AgentId,
    ) -> Result<Option<Arc<agent::Model>>, DomainError> {
        let read = || async { Ok(agent::Entity::find_by_id(id).all(self.database.read()).await?.pop()) };
        self.memory.assignees.get(&self.database, id, read).await
    }

    async fn note_reply(&self, id: AgentId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        agent::Entity::update_many()
            .col_expr(agent::Column::LeftAt, Expr::value(self.now()))
            .filter(agent::Column::Id.eq(id))
            .filter(agent::Column::IsOnline.eq(false))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Returns the agents who are absent.
    pub(in crate::server::domain) async fn absent_agents(&self) -> Result<Vec<AgentId>, DomainError> {
        let absent = agent::Entity::find()
            .select_only()
            .column(agent::Column::Id)
            .filter(agent::present(self.now()).not())
            .into_tuple()
            .all(self.database.read())
            .await?;
        Ok(absent)
    }
}

/// Selects the open and pending conversations of agents who have left. Excludes snoozed ones: their
/// agents expect them back, often after a night. Also excludes those that were assigned less than `delay` ago, because the agent who assigned them may have known of the
/// absence. Also excludes those that their agent has on screen.
fn conversations_of_absent(gone: &[AgentId], now: DateTime<Utc>, delay: Duration) -> Select<conversation::Entity> {
    let is_on_screen = viewer::Entity::find()
        .select_only()
        .column(viewer::Column::AgentId)
        .filter(
            Expr::col((viewer::Entity, viewer::Column::ConversationId))
                .equals((conversation::Entity, conversation::Column::Id)),
        )
        .filter(
            Expr::col((viewer::Entity, viewer::Column::AgentId))
                .equals((conversation::Entity, conversation::Column::AssignedAgentId)),
        )
        .filter(viewer::Column::SeenAt.gt(now - GONE_AFTER))
        .filter(viewer::Column::SeenAt.lt(now + GONE_AFTER))
        .into_query();
    let was_assigned = Condition::any()
        .add(conversation::Column::AssignedAt.is_null())
        .add(conversation::Column::AssignedAt.lte(now - delay))
        .add(conversation::Column::AssignedAt.gte(now + delay));
    conversation::Entity::find()
        .filter(conversation::Column::AssignedAgentId.is_in(gone.iter().copied()))
        .filter(conversation::is_active())
        .filter(conversation::is_snoozed().not())
        .filter(was_assigned)
        .filter(Expr::exists(is_on_screen).not())
}
