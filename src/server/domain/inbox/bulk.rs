//! Applies the same action to many conversations, each in its own transaction,
//! which locks only that conversation. So two agents who do this at once wait
//! for each other row by row, without a deadlock, and a refused conversation
//! does not affect the others.

use std::collections::HashSet;

use sea_orm::entity::prelude::*;

use crate::{
    model::{bulk, bulk::BulkAction, conversation::Status, ids::ConversationId, inbox::ConversationUpdate},
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
        if ids.len() > bulk::MAX_CONVERSATIONS {
            return Err(DomainError::Invalid("You can change up to 200 conversations at a time."));
        }
        self.require_value(action).await?;
        let mut seen = HashSet::new();
        let mut results = Vec::new();
        let mut is_out_of_order = false;
        for id in ids {
            if !seen.insert(id.clone()) {
                continue;
            }
            // After one temporary failure, each of the others would wait as
            // long and fail too.
            let done =
                if is_out_of_order { Err(DomainError::Unavailable) } else { self.act_on_one(agent, &id, action).await };
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

    async fn act_on_one(&self, agent: &AgentActor, id: &str, action: BulkAction) -> Done {
        let id: ConversationId = id.parse().map_err(|_| DomainError::NotFound)?;
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
        let transaction = self.database.begin().await?;
        let status = self.lock_conversation(&transaction, &agent.clone().into(), &id).await?.status;
        match action {
            BulkAction::Resolve if status == Status::Closed => return Err(DomainError::ConversationClosed),
            BulkAction::Reopen if status.is_active() => return Ok(false),
            _ => {}
        }
        let changed = self.chat().apply_update(&transaction, agent, &id, &update).await?;
        transaction.commit().await?;
        let Some(Changed { before, after }) = changed else { return Ok(false) };
        self.assignment().after_change(&before, &after).await;
        Ok(true)
    }
}

fn to(status: Status) -> ConversationUpdate {
    ConversationUpdate { status: Some(status), ..ConversationUpdate::default() }
}
