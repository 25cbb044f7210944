//! Signs agents in by an e-mail address that an OpenID provider has verified.

use sea_orm::entity::prelude::*;

use super::is_agent;
use crate::{
    model::ids::UserId,
    server::{
        domain::{
            access::sessions::{Signed, Token},
            actor::AgentAccess,
            error::DomainError,
            limits::Limit,
            services::AccessService,
            team::accounts::lock_account,
        },
        entity::agent,
    },
};

impl AccessService {
    /// Counts an attempt to sign in that names no account.
    ///
    /// # Errors
    /// If too many attempts came from the same address.
    pub async fn charge_sign_in(&self) -> Result<(), DomainError> {
        self.limits().charge(Limit::SignInAddress.here()).await
    }

    /// Signs in the agent with an e-mail address, as entered by an admin. Case is
    /// ignored. A code is not required, because the provider is responsible for a
    /// second factor.
    ///
    /// Neither the username nor other claims of the provider are used: people can often
    /// change those there themselves.
    ///
    /// # Errors
    /// Returns [`DomainError::WrongCredentials`] if not exactly one agent has the
    /// address, or the agent has been disabled.
    pub async fn sign_in_by_address(&self, email: &str) -> Result<(Token, AgentAccess), DomainError> {
        let user = self.agent_with_address(email).await?.ok_or(DomainError::WrongCredentials)?;
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, user).await?;
        if !is_agent(&account) {
            return Err(DomainError::WrongCredentials);
        }
        self.enter(transaction, account, Signed::ByProvider).await
    }

    /// Returns the account of the only agent with an address.
    async fn agent_with_address(&self, email: &str) -> Result<Option<UserId>, DomainError> {
        let email = email.trim().to_lowercase();
        let team = agent::Entity::find()
            .filter(agent::Column::IsActive.eq(true))
            .filter(agent::Column::Email.ne(""))
            .all(self.database.read())
            .await?;
        let mut found = team.into_iter().filter(|agent| agent.email.trim().to_lowercase() == email);
        let first = found.next();
        // If two agents have the same address, it is not certain which one is meant.
        Ok(first.filter(|_| found.next().is_none()).map(|agent| agent.user_id))
    }
}
