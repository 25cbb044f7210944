//! Applies the same action to many conversations, each in its own transaction,
//! which locks only that conversation. So two agents who do this at once wait
//! for each other row by row, without a deadlock, and a refused conversation
//! does not affect the others.

use std::collections::HashSet;

use sea_orm::entity::prelude::*;

use crate::{
    model::{
        bulk::{self, BulkAction, ConversationChange},
        conversation::Status,
        ids::ConversationId,
        inbox::ConversationUpdate,
    },
    server::{
        domain::{
            actor::AgentActor,
            chat::status::{Changed, require_active},
            error::DomainError,
            services::InboxService,
        },
        entity::label,
    },
};

/// The result for one conversation: whether it changed, or an error.
pub type Done = Result<bool, DomainError>;

impl InboxService {
    /// Applies an action to each conversation, and returns the result for
    /// each.
    ///
    /// # Errors
    /// If there are too many of them, the agent or the label does not exist, or
    /// the database cannot be written.
    pub async fn act_on_many(
        &self,
        agent: &AgentActor,
        ids: Vec<String>,
        action: BulkAction,
    ) -> Result<Vec<(String, Done)>, DomainError> {
        require_few(ids.len())?;
        self.require_value(action).await?;
        self.each(agent, ids.into_iter().map(|id| (id, Act::Action(action)))).await
    }

    /// Changes many conversations, each in its own way: undoes an action on many. Returns the outcome
    /// for each.
    ///
    /// # Errors
    /// If there are too many, or the database fails at the first one.
    pub async fn change_many(
        &self,
        agent: &AgentActor,
        changes: Vec<ConversationChange>,
    ) -> Result<Vec<(String, Done)>, DomainError> {
        require_few(changes.len())?;
        let acts = changes.into_iter().map(|change| (change.conversation_id, Act::Update(change.update)));
        self.each(agent, acts).await
    }

    /// Acts on conversations one by one. One that is named twice counts once.
    async fn each(
        &self,
        agent: &AgentActor,
        acts: impl Iterator<Item = (String, Act)>,
    ) -> Result<Vec<(String, Done)>, DomainError> {
        let mut seen = HashSet::new();
        let mut results = Vec::new();
        let mut is_out_of_order = false;
        for (id, act) in acts {
            if !seen.insert(id.clone()) {
                continue;
            }
            // After one temporary failure, each of the others would wait as
            // long and fail too.
            let done =
                if is_out_of_order { Err(DomainError::Unavailable) } else { self.act_on_one(agent, &id, act).await };
            match done {
                Err(error) if error.is_temporary() && results.is_empty() => return Err(error),
                done => {
                    is_out_of_order |= done.as_ref().is_err_and(DomainError::is_temporary);
                    results.push((id, done));
                }
            }
        }
        Ok(results)
    }

    /// Refuses an action at once if its value is not acceptable for any
    /// conversation.
    async fn require_value(&self, action: BulkAction) -> Result<(), DomainError> {
        let read = self.database.read();
        match action {
            BulkAction::Assign(Some(agent)) => require_active(read, agent).await,
            BulkAction::Label(label) | BulkAction::Unlabel(label) => {
                let label = label::Entity::find_by_id(label).one(read).await?;
                label.map(drop).ok_or(DomainError::Invalid("Label not found."))
            }
            _ => Ok(()),
        }
    }

    async fn act_on_one(&self, agent: &AgentActor, id: &str, act: Act) -> Done {
        let id: ConversationId = id.parse().map_err(|_| DomainError::NotFound)?;
        let action = match act {
            Act::Action(action) => action,
            Act::Update(update) => return self.update_one(agent, &id, &update, None).await,
        };
        let update = match action {
            BulkAction::Label(label) => return self.set_label(agent, &id, label, true).await,
            BulkAction::Unlabel(label) => return self.set_label(agent, &id, label, false).await,
            BulkAction::Assign(agent) => {
                ConversationUpdate { assigned_agent_id: Some(agent), ..ConversationUpdate::default() }
            }
            BulkAction::Priority(priority) => {
                ConversationUpdate { priority: Some(priority), ..ConversationUpdate::default() }
            }
            BulkAction::Resolve => to(Status::Resolved),
            BulkAction::Close => to(Status::Closed),
            BulkAction::Reopen => to(Status::Open),
        };
        self.update_one(agent, &id, &update, Some(action)).await
    }

    async fn update_one(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        update: &ConversationUpdate,
        action: Option<BulkAction>,
    ) -> Done {
        let transaction = self.database.begin().await?;
        let row = self.lock_conversation(&transaction, &agent.clone().into(), id).await?;
        match action {
            Some(BulkAction::Resolve) if row.status == Status::Closed => return Err(DomainError::ConversationClosed),
            // A pending conversation stays pending, but a snooze ends.
            Some(BulkAction::Reopen) if row.is_at_hand() => return Ok(false),
            _ => {}
        }
        let changed = self.chat().apply_update(&transaction, agent, id, update).await?;
        transaction.commit().await?;
        let Some(Changed { before, after }) = changed else { return Ok(false) };
        self.assignment().after_change(&before, &after).await;
        Ok(true)
    }
}

fn to(status: Status) -> ConversationUpdate {
    ConversationUpdate { status: Some(status), ..ConversationUpdate::default() }
}

/// What is done to one conversation.
enum Act {
    Action(BulkAction),
    Update(ConversationUpdate),
}

fn require_few(count: usize) -> Result<(), DomainError> {
    let is_few = count <= bulk::MAX_CONVERSATIONS;
    is_few.then_some(()).ok_or(DomainError::Invalid("You can change up to 200 conversations at a time."))
}
