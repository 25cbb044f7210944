//! The queue: conversations that wait until an agent has room for them.
//!
//! A long queue is assigned in many transactions, so that messages are stored in
//! between. The first of them belongs to the request that made room; the others run in
//! a task of the node ([`Draining`]). Each transaction locks the agents' rows, so two
//! nodes that do this at the same time take turns, and never assign a conversation
//! twice. A process that ends in the middle leaves the rest waiting. The next start
//! continues (`AssignmentService::resume_queue`), as does any other node with the next change that
//! makes room.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, QuerySelect, Value, entity::prelude::*};

use super::Roster;
use crate::{
    model::conversation::Status,
    server::{
        domain::{
            chat::events,
            database::{select, statement},
            error::DomainError,
            limits::crowd::Crowds,
            services::AssignmentService,
        },
        entity::{agent, conversation},
    },
};

/// How many conversations one transaction assigns. A message waits for it, so it takes
/// some tens of milliseconds at most.
const BATCH: usize = 40;

/// Finds out whether a conversation waits. The conditions here and below are written as in the
/// partial index of the migration `m0130_inbox_counts`, otherwise SQLite does not use it. Snoozed
/// conversations wait for their time.
const ANY_WAITING: &str = "\
    SELECT id FROM support_conversation \
    WHERE assigned_agent_id IS NULL AND last_message_at IS NOT NULL AND status IN ('open', 'pending') \
    AND NOT (is_snoozed = TRUE AND status = 'pending') \
    LIMIT 1";

/// The conversations that wait after a position, the oldest first, on SQLite. `$1` is when the last
/// one began, `$2` its number, and `$3` the maximum number of rows. The index is named, because
/// SQLite prefers that of the assignees, and then sorts the whole queue for each batch.
const WAITING_AFTER_SQLITE: &str = "\
    SELECT * FROM support_conversation INDEXED BY support_conversation_queue \
    WHERE assigned_agent_id IS NULL AND last_message_at IS NOT NULL AND status IN ('open', 'pending') \
    AND NOT (is_snoozed = TRUE AND status = 'pending') \
    AND (created_at, id) > ($1, $2) \
    ORDER BY created_at, id LIMIT $3";

/// The same on PostgreSQL. A transaction that locks one of the rows is about to assign it, and
/// may be waiting for the agents' rows. Waiting for it would be a deadlock.
const WAITING_AFTER_POSTGRES: &str = "\
    SELECT * FROM support_conversation \
    WHERE assigned_agent_id IS NULL AND last_message_at IS NOT NULL AND status IN ('open', 'pending') \
    AND NOT (is_snoozed = TRUE AND status = 'pending') \
    AND (created_at, id) > ($1, $2) \
    ORDER BY created_at, id LIMIT $3 \
    FOR UPDATE SKIP LOCKED";

/// A conversation's position in the queue: when it began, and its number.
type Place = (DateTime<Utc>, i64);

/// The position before the first conversation.
const START: Place = (DateTime::UNIX_EPOCH, 0);

/// Records whether a task of this node assigns the queue, and whether a call still has to
/// be carried out.
#[derive(Debug)]
pub(in crate::server::domain) struct Draining(Mutex<State>);

#[derive(Debug)]
struct State {
    is_running: bool,
    /// Whether the queue must be processed from its beginning.
    is_due: bool,
}

impl Default for Draining {
    /// Starts with a pending call, because the previous process may have ended in the
    /// middle.
    fn default() -> Self {
        Self(Mutex::new(State { is_running: false, is_due: true }))
    }
}

impl Draining {
    /// Asks a running task to process the queue once more, because it may already have
    /// passed the conversations for which the caller made room. Returns whether a task runs.
    fn leave_to_running_task(&self) -> bool {
        let mut state = self.lock();
        state.is_due |= state.is_running;
        state.is_running
    }

    /// Begins a task. Returns none if one runs; that one then processes the queue once
    /// more.
    fn begin(&self) -> Option<Task<'_>> {
        if self.leave_to_running_task() {
            return None;
        }
        *self.lock() = State { is_running: true, is_due: false };
        Some(Task { draining: self, has_ended: false })
    }

    /// Records that a call could not be carried out.
    fn note_failure(&self) {
        self.lock().is_due = true;
    }

    /// Returns whether a call must still be carried out. The caller then does so.
    fn take_due(&self) -> bool {
        let mut state = self.lock();
        !state.is_running && std::mem::take(&mut state.is_due)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task that assigns the queue. If it is dropped before its end (it failed, or its
/// process is stopping), the call remains to be carried out.
#[derive(Debug)]
struct Task<'a> {
    draining: &'a Draining,
    has_ended: bool,
}

impl Task<'_> {
    /// Ends the task, unless the queue must be processed once more. Both happen in one
    /// step: a later call finds that no task runs. Returns whether the task has ended.
    fn end_unless_due(&mut self) -> bool {
        let mut state = self.draining.lock();
        self.has_ended = !std::mem::take(&mut state.is_due);
        state.is_running = !self.has_ended;
        self.has_ended
    }
}

impl Drop for Task<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            *self.draining.lock() = State { is_running: false, is_due: true };
        }
    }
}

impl AssignmentService {
    /// Calls [`AssignmentService::assign_queue`] after a change of a conversation, if that made room
    /// or left the conversation waiting. A conversation that an agent has just returned
    /// to the queue stays there for the moment: otherwise it would be assigned to the
    /// same agent at once.
    pub(in crate::server::domain) async fn assign_queue_after(
        &self,
        before: &conversation::Model,
        after: &conversation::Model,
    ) {
        let busied = |row: &conversation::Model| row.assigned_agent_id.filter(|_| row.status == Status::Open);
        let waits = |row: &conversation::Model| row.assigned_agent_id.is_none() && row.is_at_hand();
        let made_room = busied(before).is_some() && busied(before) != busied(after) && !waits(after);
        let is_taken_up = waits(after) && !before.is_at_hand();
        if made_room || is_taken_up {
            self.assign_queue().await;
        }
    }

    /// Calls [`AssignmentService::assign_queue`] after a message that left its conversation
    /// unassigned. While the message was being stored, an agent may have come online or
    /// resolved a conversation, or business hours may have begun; the assignment at
    /// that time could not see the conversation yet.
    pub(in crate::server::domain) async fn assign_queue_after_message(&self) {
        match self.has_available_agent().await {
            Ok(false) => {}
            Ok(true) => self.assign_queue().await,
            Err(error) => {
                self.draining.note_failure();
                tracing::error!(%error, "it is unknown whether an agent could take a conversation");
            }
        }
    }

    async fn has_available_agent(&self) -> Result<bool, DomainError> {
        let now = self.now();
        let presence = self.settings().presence().await?;
        if !presence.assigns_at_once(now) {
            return Ok(false);
        }
        // An agent who has just come online is counted. One who left a moment ago does no
        // harm.
        if self.database.catch_up().await.is_some() {
            return Ok(presence.agents_online > 0);
        }
        let present = agent::Entity::find().filter(agent::present(now)).limit(1);
        Ok(present.one(self.database.read()).await?.is_some())
    }

    /// Assigns the conversations that wait to the agents who are present, if
    /// automatic assignment is on. To be called after the transaction that made
    /// room or brought an agent online. A failure here does not undo that
    /// transaction, and the next call repairs it.
    pub(in crate::server::domain) async fn assign_queue(&self) {
        if let Err(error) = self.try_assign_queue().await {
            self.draining.note_failure();
            tracing::error!(%error, "waiting conversations could not be assigned");
        }
    }

    async fn try_assign_queue(&self) -> Result<(), DomainError> {
        let read = self.database.read();
        let waits = read.query_one_raw(statement(read, ANY_WAITING, [])).await?.is_some();
        if !waits || !self.settings().settings().await?.auto_assign {
            return Ok(());
        }
        self.drain_queue().await
    }

    /// Assigns conversations of the queue, the oldest first, as long as an agent has
    /// room. The first ones are assigned when this returns. If there are more, the rest
    /// follows in the background.
    pub(super) async fn drain_queue(&self) -> Result<(), DomainError> {
        if self.draining.leave_to_running_task() {
            return Ok(());
        }
        let first = self.drain_some(START).await.inspect_err(|_| self.draining.note_failure())?;
        let Some(place) = first else { return Ok(()) };
        let desk = self.clone();
        tokio::spawn(async move {
            let Some(mut task) = desk.draining.begin() else { return };
            if let Err(error) = desk.drain_in_background(place, &mut task).await {
                tracing::error!(%error, "not all waiting conversations could be assigned");
            }
        });
        Ok(())
    }

    async fn drain_in_background(&self, place: Place, task: &mut Task<'_>) -> Result<(), DomainError> {
        let mut next = Some(place);
        loop {
            next = self.drain_some(next.unwrap_or(START)).await?;
            if next.is_none() && task.end_unless_due() {
                return Ok(());
            }
        }
    }

    /// Assigns the queue if an earlier call was not carried out: its node was stopped,
    /// or the database failed. The upkeep calls this.
    pub async fn resume_queue(&self) {
        if self.draining.take_due() {
            self.assign_queue_after_message().await;
        }
    }

    /// Assigns the first conversations that wait after a position. Returns the position
    /// of the last one, if there may be more to assign.
    async fn drain_some(&self, after: Place) -> Result<Option<Place>, DomainError> {
        let transaction = self.database.begin().await?;
        let mut roster = Roster::lock(&transaction, self.now()).await?;
        if roster.next().is_none() {
            return Ok(None);
        }
        let sql = match transaction.get_database_backend() {
            DbBackend::Sqlite => WAITING_AFTER_SQLITE,
            _ => WAITING_AFTER_POSTGRES,
        };
        let waiting = select::<conversation::Model>(&transaction, sql, values(after, BATCH)).await?;
        let last = waiting.last().map(|row| (row.created_at, row.id)).filter(|_| waiting.len() == BATCH);
        let mut crowds = match self.limits.are_on() {
            true => Some(Crowds::of(&transaction, &waiting, roster.total_limit()).await?),
            false => None,
        };
        for row in waiting {
            let Some(agent) = roster.next().map(|agent| agent.id) else { break };
            if crowds.as_mut().is_some_and(|crowds| !crowds.admit(row.user_id)) {
                continue;
            }
            let mut change: conversation::ActiveModel = row.clone().into();
            change.assign(Some(agent), self.now());
            events::note_changes(&transaction, None, &row, &mut change, self.now()).await?;
            change.updated_at = Set(self.now());
            change.update(&transaction).await?;
            roster.count_assignment(agent);
        }
        transaction.commit().await?;
        Ok(last)
    }
}

/// Returns the values of the queries for waiting conversations.
fn values((began, id): Place, most: usize) -> [Value; 3] {
    [began.into(), id.into(), i64::try_from(most).unwrap_or(i64::MAX).into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_during_the_last_step_of_a_task_is_followed() {
        let draining = Draining::default();
        let mut task = draining.begin().expect("none runs");
        assert!(draining.leave_to_running_task());
        assert!(draining.begin().is_none());
        assert!(!task.end_unless_due(), "the call would be forgotten");
        assert!(task.end_unless_due());
        drop(task);
        assert!(!draining.leave_to_running_task() && !draining.take_due());
    }

    #[test]
    fn a_task_that_is_dropped_leaves_its_work_to_the_upkeep() {
        let draining = Draining::default();
        assert!(draining.take_due() && !draining.take_due());
        let task = draining.begin().expect("none runs");
        assert!(!draining.take_due(), "the task does it");
        drop(task);
        assert!(draining.take_due());
        assert!(draining.begin().is_some());
    }
}
