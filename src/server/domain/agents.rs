//! Agents: who they are, and whether they take conversations.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{actor::AgentActor, desk::Desk, error::DomainError};
use crate::{
    model::agent::{Colleague, SignedInAgent},
    server::entity::agent,
};

impl Desk {
    /// The agent as the console greets them.
    ///
    /// # Errors
    /// If the agent is gone.
    pub async fn signed_in(&self, actor: &AgentActor) -> Result<SignedInAgent, DomainError> {
        let row =
            agent::Entity::find_by_id(actor.agent_id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        Ok(SignedInAgent { agent: row.into(), username: actor.username.clone(), role: actor.role })
    }

    /// The agents to whom a conversation can be assigned.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>, DomainError> {
        let rows = agent::Entity::find()
            .filter(agent::Column::IsActive.eq(true))
            .order_by_asc(agent::Column::Order)
            .order_by_asc(agent::Column::Id)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Takes conversations from now on, or no more. Who comes online gets a
    /// share of those that wait.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set_online(&self, actor: &AgentActor, is_online: bool) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        agent::Entity::update(agent::ActiveModel {
            id: Set(actor.agent_id),
            is_online: Set(is_online),
            ..Default::default()
        })
        .exec(&transaction)
        .await?;
        if is_online && self.settings().await?.auto_assign {
            self.drain_queue(&transaction).await?;
        }
        transaction.commit().await?;
        self.forget_presence();
        Ok(())
    }
}
