//! Sign-ins that wait for a code after a correct password.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QuerySelect, entity::prelude::*};

use super::is_agent;
use crate::{
    model::ids::UserId,
    server::{
        domain::{
            access::sessions::{Signed, Token},
            actor::AgentAccess,
            error::DomainError,
            limits::Limit,
            random,
            services::AccessService,
            team::accounts::lock_account,
        },
        entity::sign_in,
    },
};

/// How long a sign-in waits for its code.
const CODE_TIMEOUT: Duration = Duration::minutes(5);

impl AccessService {
    /// Begins a sign-in that waits for a code. It ends together with the account's
    /// sessions: when the password changes, the agent is disabled, or the second factor
    /// is turned off.
    pub(in crate::server::domain) async fn await_code(
        &self,
        connection: &impl ConnectionTrait,
        user_id: UserId,
    ) -> Result<Token, DomainError> {
        let token = Token::new(random::secret(&*self.random));
        sign_in::ActiveModel {
            token_hash: Set(token.hash()),
            user_id: Set(user_id),
            expires_at: Set(self.now() + CODE_TIMEOUT),
            ..Default::default()
        }
        .insert(connection)
        .await?;
        Ok(token)
    }

    /// Completes a sign-in by the agent's code or a recovery code.
    ///
    /// # Errors
    /// If the code is wrong or was used already; another one can be tried. If the
    /// sign-in is unknown or too old, the password or the second factor has been
    /// changed since, or the agent has been disabled: all with the same error. If too
    /// many codes were tried.
    pub async fn finish_sign_in(&self, second_step: &Token, code: &str) -> Result<(Token, AgentAccess), DomainError> {
        self.limits().charge(Limit::SignInAddress.here()).await?;
        let begun = self.begun(self.database.read(), second_step).await?;
        self.limits().charge([Limit::CodesAccount.of(begun.user_id)]).await?;
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, begun.user_id).await?;
        // Read again, because the sign-in may have ended while this waited for the
        // account's lock.
        let begun = self.begun(&transaction, second_step).await?;
        if !is_agent(&account) || account.two_factor_at.is_none() {
            return Err(DomainError::SignInExpired);
        }
        self.use_code(&transaction, account.id, code).await?;
        begun.delete(&transaction).await?;
        self.enter(transaction, account, Signed::Here).await
    }

    /// Deletes the sign-ins that have waited too long.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_sign_ins(&self) -> Result<(), DomainError> {
        let is_old = sign_in::Column::ExpiresAt.lte(self.now());
        let old = sign_in::Entity::find().filter(is_old.clone()).limit(1).one(self.database.read()).await?;
        if old.is_none() {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        sign_in::Entity::delete_many().filter(is_old).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn begun(&self, connection: &impl ConnectionTrait, token: &Token) -> Result<sign_in::Model, DomainError> {
        sign_in::Entity::find()
            .filter(sign_in::Column::TokenHash.eq(token.hash()))
            .filter(sign_in::Column::ExpiresAt.gt(self.now()))
            .one(connection)
            .await?
            .ok_or(DomainError::SignInExpired)
    }
}
