//! An agent's own password.

use sea_orm::{ConnectionTrait, entity::prelude::*};
use serde_json::{Value, json};

use super::accounts::{end_sessions, lock_account, store_password};
use crate::{
    model::{
        audit::{Action, Subject},
        field::{FieldError, Problem},
    },
    server::{
        domain::{
            access::{passwords, sessions::Token},
            actor::AgentActor,
            error::DomainError,
            log::{audit, audit::Change},
            services::TeamService,
        },
        entity::account,
    },
};

impl TeamService {
    /// Changes the agent's own password. Their other sessions end; the session
    /// `current` continues.
    ///
    /// # Errors
    /// If the old password is wrong or the new one is not acceptable.
    pub async fn change_own_password(
        &self,
        agent: &AgentActor,
        current: &Token,
        old: String,
        new: String,
    ) -> Result<(), DomainError> {
        passwords::check_field("new_password", &new, &agent.username)?;
        self.access().charge_attempt(&agent.username).await?;
        let account = account::Entity::find_by_id(agent.user_id).one(self.database.read()).await?;
        let stored = account.and_then(|account| account.password);
        if !passwords::verify_apart(old, stored.clone()).await? {
            return Err(DomainError::Fields(vec![FieldError::new("old_password", Problem::Invalid)]));
        }
        let hash = passwords::hash_apart(new).await?;
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, agent.user_id).await?;
        if account.password != stored {
            return Err(DomainError::Conflict("The password has just been changed."));
        }
        end_sessions(&transaction, account.id, Some(current)).await?;
        store_password(&transaction, account, hash).await?;
        self.log_password(&transaction, agent).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Writes to the log that an agent has chosen a password.
    pub(super) async fn log_password(
        &self,
        connection: &impl ConnectionTrait,
        agent: &AgentActor,
    ) -> Result<(), DomainError> {
        let change = Change {
            action: Action::Replaced,
            subject: Subject::Agent,
            subject_id: agent.agent_id.to_string(),
            before: Value::Null,
            after: json!({ "field": "password" }),
        };
        audit::record(connection, self.now(), agent, change).await
    }
}
