//! Signs agents in by a password and, if they have turned it on, a code.

mod by_address;
mod second_step;

use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};
use serde_json::Value;

use super::{
    passwords,
    sessions::{AGENT_SESSION, Signed, Token},
};
use crate::{
    model::{
        audit::{Action, Subject},
        role::Role,
    },
    server::{
        client,
        domain::{
            actor::AgentAccess,
            database::Transaction,
            error::DomainError,
            limits::Limit,
            log::audit::{self, Author, Change},
            services::AccessService,
            team::accounts::{has_username, lock_account},
        },
        entity::{account, agent},
    },
};

/// The result of a sign-in with a correct password.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A session has begun.
    SignedIn(Token, AgentAccess),
    /// A code is required as well. The token identifies this sign-in, and is not a
    /// session.
    CodeNeeded(Token),
}

impl AccessService {
    /// Signs in an agent who needs no code.
    ///
    /// # Errors
    /// If the name or the password is wrong; the error and its time are the same for
    /// both. If a code is required as well. If too many attempts came from the same
    /// address or were made on the same account.
    pub async fn sign_in(&self, username: &str, password: String) -> Result<(Token, AgentAccess), DomainError> {
        let checked = self.check_password(username, password).await?;
        let transaction = self.database.begin().await?;
        let account = lock_unchanged(&transaction, checked).await?;
        if account.two_factor_at.is_some() {
            return Err(DomainError::CodeNeeded);
        }
        self.enter(transaction, account, Signed::Here).await
    }

    /// Signs an agent in by password and code in one step, for programs. Ignores the
    /// code if the agent needs none.
    ///
    /// # Errors
    /// Those of [`AccessService::sign_in`], or if the code is wrong or has been used.
    pub async fn sign_in_with_code(
        &self,
        username: &str,
        password: String,
        code: &str,
    ) -> Result<(Token, AgentAccess), DomainError> {
        let checked = self.check_password(username, password).await?;
        if checked.two_factor_at.is_some() {
            self.limits().charge([Limit::CodesAccount.of(checked.id)]).await?;
        }
        let transaction = self.database.begin().await?;
        let account = lock_unchanged(&transaction, checked).await?;
        if account.two_factor_at.is_some() {
            self.use_code(&transaction, account.id, code).await?;
        }
        self.enter(transaction, account, Signed::Here).await
    }

    /// Signs an agent in, or begins a sign-in that waits for a code.
    ///
    /// # Errors
    /// Those of [`AccessService::sign_in`], but for the code.
    pub async fn begin_sign_in(&self, username: &str, password: String) -> Result<Entry, DomainError> {
        let checked = self.check_password(username, password).await?;
        let transaction = self.database.begin().await?;
        let account = lock_unchanged(&transaction, checked).await?;
        if account.two_factor_at.is_some() {
            let token = self.await_code(&transaction, account.id).await?;
            transaction.commit().await?;
            return Ok(Entry::CodeNeeded(token));
        }
        self.enter(transaction, account, Signed::Here).await.map(|(token, agent)| Entry::SignedIn(token, agent))
    }

    /// Returns the account of an agent after checking the password.
    async fn check_password(&self, username: &str, password: String) -> Result<account::Model, DomainError> {
        self.charge_attempt(username).await?;
        let account = self.agent_account(username).await?;
        let stored = account.as_ref().and_then(|row| row.password.clone());
        let matches = passwords::verify_apart(password, stored).await?;
        account.filter(|_| matches).ok_or(DomainError::WrongCredentials)
    }

    /// Begins the session of an agent who is fully authenticated, and commits.
    async fn enter(
        &self,
        transaction: Transaction,
        account: account::Model,
        signed: Signed,
    ) -> Result<(Token, AgentAccess), DomainError> {
        let token = self.start_session(&transaction, account.id, AGENT_SESSION, signed).await?;
        let mut change: account::ActiveModel = account.clone().into();
        change.last_login = Set(Some(self.now()));
        change.update(&transaction).await?;
        self.log_sign_in(&transaction, &account).await?;
        transaction.commit().await?;
        let id = account.id;
        let agent = self.agent_access(account, signed).await?.ok_or(DomainError::WrongCredentials)?;
        tracing::warn!(account = id.0, client = client::current().map(tracing::field::display), "an agent signed in");
        Ok((token, agent))
    }

    /// Writes the log's entry of a sign-in, unless the account does not belong to an agent.
    async fn log_sign_in(
        &self,
        connection: &impl ConnectionTrait,
        account: &account::Model,
    ) -> Result<(), DomainError> {
        let agent = agent::Entity::find().filter(agent::Column::UserId.eq(account.id)).one(connection).await?;
        let Some(agent) = agent else { return Ok(()) };
        let entry = Change {
            action: Action::SignedIn,
            subject: Subject::Agent,
            subject_id: agent.id.to_string(),
            before: Value::Null,
            after: Value::Null,
        };
        audit::record(connection, self.now(), Author::Account(account), entry).await
    }

    /// Counts an attempt to sign in, before its password is hashed. Unknown names count
    /// like others, so that an answer does not reveal which exist.
    pub(in crate::server::domain) async fn charge_attempt(&self, username: &str) -> Result<(), DomainError> {
        let account = Limit::SignInAccount.of(username.trim().to_lowercase());
        self.limits().charge(Limit::SignInAddress.here().into_iter().chain([account])).await
    }

    async fn agent_account(&self, username: &str) -> Result<Option<account::Model>, DomainError> {
        // No name contains a NUL, and PostgreSQL accepts none in a parameter.
        if username.contains('\0') {
            return Ok(None);
        }
        let account = account::Entity::find()
            .filter(has_username(username))
            .filter(account::Column::Role.is_in([Role::Agent, Role::Admin]))
            .filter(account::Column::IsActive.eq(true))
            .one(self.database.read())
            .await?;
        Ok(account)
    }
}

/// Locks an account whose password has been checked, and checks that the account is
/// unchanged. Meanwhile the password may have been changed or the agent disabled. Both
/// end all sessions, and a session must not begin after that.
async fn lock_unchanged(
    transaction: &DatabaseTransaction,
    checked: account::Model,
) -> Result<account::Model, DomainError> {
    let account = lock_account(transaction, checked.id).await?;
    if account.password == checked.password && is_agent(&account) {
        Ok(account)
    } else {
        Err(DomainError::WrongCredentials)
    }
}

/// Returns whether an account may be used in the console.
fn is_agent(account: &account::Model) -> bool {
    account.is_active && account.role >= Role::Agent
}
