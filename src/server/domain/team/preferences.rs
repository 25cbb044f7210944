//! The preferences of agents.

use sea_orm::{EntityTrait, QueryFilter, entity::prelude::*, sea_query::Expr};

use crate::{
    model::preferences::Preferences,
    server::{
        domain::{actor::AgentActor, error::DomainError, services::TeamService},
        entity::agent,
    },
};

impl TeamService {
    /// Returns the agent's preferences.
    ///
    /// # Errors
    /// If the agent no longer exists.
    pub async fn preferences(&self, actor: &AgentActor) -> Result<Preferences, DomainError> {
        let row =
            agent::Entity::find_by_id(actor.agent_id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        // The defaults are used if nothing is stored yet, or a version stored
        // another format.
        Ok(serde_json::from_str(&row.preferences).unwrap_or_default())
    }

    /// Stores the agent's preferences. They affect only the agent, so they are
    /// not in the log.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set_preferences(&self, actor: &AgentActor, preferences: Preferences) -> Result<(), DomainError> {
        let text = serde_json::to_string(&preferences)
            .map_err(|_| DomainError::Broken("preferences could not be written down"))?;
        let transaction = self.database.begin().await?;
        agent::Entity::update_many()
            .col_expr(agent::Column::Preferences, Expr::value(text))
            .filter(agent::Column::Id.eq(actor.agent_id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
