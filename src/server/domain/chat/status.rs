//! The status of a conversation: closing, reopening, and changes by agents.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, QuerySelect, entity::prelude::*};
use serde_json::json;

use super::{events, periods, snooze, waiting};
use crate::{
    model::{
        audit::{Action, Subject},
        conversation::Status,
        ids::{AgentId, ConversationId},
        inbox::{ConversationSummary, ConversationUpdate},
        subject,
        timestamp::Timestamp,
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            assignment::if_active,
            error::DomainError,
            log::{
                audit,
                audit::{Author, Change},
            },
            services::ChatService,
        },
        entity::{agent, conversation},
    },
};

/// A conversation that an agent has changed.
pub(in crate::server::domain) struct Changed {
    /// The row before the change.
    pub before: conversation::Model,
    /// The row after the change.
    pub after: conversation::Model,
}

impl ChatService {
    /// Closes a conversation. Has no effect on one that has already ended.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn close(&self, actor: &Actor, id: &ConversationId) -> Result<(), DomainError> {
        self.change_status(actor, id, Status::Closed).await
    }

    /// Reopens a resolved or closed conversation.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn reopen(&self, actor: &Actor, id: &ConversationId) -> Result<(), DomainError> {
        if let Actor::Customer(customer) = actor {
            self.blocks().require_unblocked(Some(customer)).await?;
            self.charge_conversation(customer).await?;
        }
        self.change_status(actor, id, Status::Open).await
    }

    async fn change_status(&self, actor: &Actor, id: &ConversationId, to: Status) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let row = self.lock_conversation(&transaction, actor, id).await?;
        let Some(changed) = self.move_to(&transaction, actor, &row, to).await? else { return Ok(()) };
        transaction.commit().await?;
        self.assignment().after_change(&row, &changed).await;
        Ok(())
    }

    /// Closes or reopens a locked conversation within a transaction. Returns
    /// the changed row, or none if nothing changed.
    pub(super) async fn move_to(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        row: &conversation::Model,
        to: Status,
    ) -> Result<Option<conversation::Model>, DomainError> {
        // An active conversation is not reopened: a pending one stays pending.
        if row.status == to || (to == Status::Open && row.status.is_active()) {
            return Ok(None);
        }
        let mut change: conversation::ActiveModel = row.clone().into();
        self.set_status(transaction, &mut change, row, to).await?;
        change.updated_at = Set(self.now());
        events::note_changes(transaction, Some(actor), row, &mut change, self.now()).await?;
        let changed = change.update(transaction).await?;
        if let Actor::Agent(agent) = actor {
            self.log_change(transaction, agent, row, &changed).await?;
        }
        Ok(Some(changed))
    }

    /// Sets the status, which ends a snooze. In a resolved or closed conversation the customer does
    /// not wait. In a reopened one, the customer has waited since they wrote,
    /// and a disabled assignee is removed.
    pub(super) async fn set_status(
        &self,
        transaction: &DatabaseTransaction,
        change: &mut conversation::ActiveModel,
        row: &conversation::Model,
        to: Status,
    ) -> Result<(), DomainError> {
        change.status = Set(to);
        change.wake(row);
        // Closing a resolved conversation must not extend its resolution time.
        let ended = change.resolved_at.take().flatten();
        change.resolved_at = Set((!to.is_active()).then(|| ended.unwrap_or_else(|| self.now())));
        if !to.is_active() {
            change.waiting_since = Set(None);
            return Ok(());
        }
        change.assign(if_active(transaction, row.assigned_agent_id).await?, self.now());
        if !row.status.is_active() {
            let waiting_since = waiting::since(transaction, row.id).await?;
            periods::reopen(transaction, change, row, waiting_since.is_some(), self.now()).await?;
            change.waiting_since = Set(waiting_since);
        }
        Ok(())
    }

    /// Updates the fields that an agent may change, and returns the conversation's row.
    ///
    /// # Errors
    /// If the conversation does not exist, the assignee is not an active agent,
    /// the subject is too long, it cannot be snoozed like this, or the status is
    /// not the one that the agent expects.
    pub async fn update(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        update: &ConversationUpdate,
    ) -> Result<ConversationSummary, DomainError> {
        let transaction = self.database.begin().await?;
        let changed = self.apply_update(&transaction, agent, id, update).await?;
        transaction.commit().await?;
        if let Some(Changed { before, after }) = changed {
            self.assignment().after_change(&before, &after).await;
        }
        self.inbox().summary(agent, id).await
    }

    /// Does the same within a transaction; returns none if nothing changed.
    /// After the transaction, the caller has to call
    /// `AssignmentService::after_change`.
    pub(in crate::server::domain) async fn apply_update(
        &self,
        transaction: &DatabaseTransaction,
        agent: &AgentActor,
        id: &ConversationId,
        update: &ConversationUpdate,
    ) -> Result<Option<Changed>, DomainError> {
        let subject = update.subject.as_deref().map(subject::check).transpose().map_err(DomainError::Fields)?;
        let snooze = snooze::requested(update, self.now())?;
        let before = self.lock_conversation(transaction, &agent.clone().into(), id).await?;
        require_unchanged(&before, update)?;
        let mut change: conversation::ActiveModel = before.clone().into();
        let status = snooze.as_ref().map_or(update.status, |snooze| snooze.status(&before, update));
        if let Some(status) = status.filter(|status| *status != before.status) {
            self.set_status(transaction, &mut change, &before, status).await?;
        }
        if let Some(snooze) = snooze {
            snooze.apply(&mut change, &before)?;
        }
        if let Some(priority) = update.priority {
            change.priority = Set(priority);
        }
        if let Some(language) = update.language {
            change.language = Set(language);
        }
        if let Some(subject) = subject {
            change.subject = Set(subject);
        }
        if let Some(assignee) = update.assigned_agent_id {
            if let Some(assignee) = assignee {
                require_active(transaction, assignee).await?;
            }
            change.assign(assignee, self.now());
        }
        if conversation::Model::try_from(change.clone())? == before {
            return Ok(None);
        }
        change.updated_at = Set(self.now());
        events::note_changes(transaction, Some(&agent.clone().into()), &before, &mut change, self.now()).await?;
        let after = change.update(transaction).await?;
        self.log_change(transaction, agent, &before, &after).await?;
        Ok(Some(Changed { before, after }))
    }

    /// Writes to the log what an agent changed in a conversation.
    pub(in crate::server::domain) async fn log_change(
        &self,
        transaction: &DatabaseTransaction,
        author: impl Into<Author<'_>>,
        before: &conversation::Model,
        after: &conversation::Model,
    ) -> Result<(), DomainError> {
        let change = Change {
            action: Action::Updated,
            subject: Subject::Conversation,
            subject_id: before.conversation_id.to_string(),
            before: changeable(before),
            after: changeable(after),
        };
        audit::record(transaction, self.now(), author, change).await
    }
}

/// Checks the conditions of an update: what it replaces is still there.
fn require_unchanged(row: &conversation::Model, update: &ConversationUpdate) -> Result<(), DomainError> {
    let is_unchanged = update.if_status.is_none_or(|status| status == row.status)
        && snooze::is_as_expected(row, update)
        && update.if_priority.is_none_or(|priority| priority == row.priority)
        && update.if_assigned_agent_id.is_none_or(|agent| agent == row.assigned_agent_id)
        && update.if_language.is_none_or(|language| language == row.language);
    is_unchanged.then_some(()).ok_or(DomainError::Conflict("The conversation has just changed."))
}

/// Returns the fields of a conversation that agents can change, for the log.
fn changeable(row: &conversation::Model) -> serde_json::Value {
    json!({
        "status": row.status,
        "is_snoozed": row.is_snoozed(),
        "snoozed_until": row.snoozed_until.map(Timestamp::from),
        "priority": row.priority,
        "assigned_agent_id": row.assigned_agent_id,
        "language": row.language,
        "subject": row.subject,
    })
}

/// Refuses an assignee who does not exist or is disabled. The row is locked, so
/// that the agent is not disabled between this check and the assignment.
pub(in crate::server::domain) async fn require_active(
    connection: &impl ConnectionTrait,
    id: AgentId,
) -> Result<(), DomainError> {
    agent::Entity::find_by_id(id)
        .filter(agent::Column::IsActive.eq(true))
        .lock_shared()
        .one(connection)
        .await?
        .map(|_| ())
        .ok_or(DomainError::Invalid("Agent not found."))
}
