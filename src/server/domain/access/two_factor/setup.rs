//! How agents turn two-factor authentication on and off for themselves.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, PaginatorTrait, entity::prelude::*};
use serde_json::{Value, json};

use super::{codes::delete_recovery_codes, totp};
use crate::{
    model::{
        audit::{Action, Subject},
        field::{FieldError, Problem},
        ids::{AgentId, UserId},
        two_factor::{OwnProof, TwoFactorStatus},
    },
    server::{
        domain::{
            access::{passwords, sessions::Token},
            actor::AgentActor,
            database::Transaction,
            error::DomainError,
            limits::Limit,
            log::{audit, audit::Change},
            services::AccessService,
            team::accounts::{end_sessions, lock_account},
        },
        entity::{account, recovery_code, totp as secret},
    },
};

/// A secret that an app computes codes from, in base 32. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret itself, for the agent who sets up an app.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

const ON_ALREADY: DomainError = DomainError::Conflict("Two-factor authentication is on already. Turn it off first.");
const OFF: DomainError = DomainError::Conflict("Two-factor authentication is off.");

impl AccessService {
    /// Returns whether an agent needs a code at sign-in, and how many recovery codes are
    /// left.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn two_factor(&self, agent: &AgentActor) -> Result<TwoFactorStatus, DomainError> {
        let read = self.database.read();
        let account = account::Entity::find_by_id(agent.user_id).one(read).await?.ok_or(DomainError::NotFound)?;
        let left =
            recovery_code::Entity::find().filter(recovery_code::Column::UserId.eq(agent.user_id)).count(read).await?;
        Ok(TwoFactorStatus {
            is_on: account.two_factor_at.is_some(),
            is_required: self.settings().presence().await?.settings.require_two_factor,
            turned_on_at: account.two_factor_at.map(Into::into),
            recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
        })
    }

    /// Makes a secret for the agent's app. Codes are not required until
    /// [`AccessService::confirm_two_factor`] has accepted one.
    ///
    /// # Errors
    /// If two-factor authentication is on already.
    pub async fn begin_two_factor(&self, agent: &AgentActor) -> Result<Secret, DomainError> {
        let made = totp::new_secret(&*self.random);
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, agent.user_id).await?;
        if account.two_factor_at.is_some() {
            return Err(ON_ALREADY);
        }
        secret::Entity::delete_by_id(account.id).exec(&transaction).await?;
        let row = secret::ActiveModel { user_id: Set(account.id), secret: Set(made.clone()), last_step: Set(None) };
        secret::Entity::insert(row).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(Secret(made))
    }

    /// Turns two-factor authentication on, once a code shows that the app has the
    /// secret. Returns the recovery codes. The agent's other sessions end.
    ///
    /// # Errors
    /// If the code is wrong, no secret was made, or it is on already.
    pub async fn confirm_two_factor(
        &self,
        agent: &AgentActor,
        current: &Token,
        code: &str,
    ) -> Result<Vec<String>, DomainError> {
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, agent.user_id).await?;
        if account.two_factor_at.is_some() {
            return Err(ON_ALREADY);
        }
        if secret::Entity::find_by_id(account.id).one(&transaction).await?.is_none() {
            return Err(DomainError::Conflict("There is no secret yet. Start the setup first."));
        }
        self.use_first_code(&transaction, account.id, code).await.map_err(field_of_code)?;
        let codes = self.make_recovery_codes(&transaction, account.id).await?;
        end_sessions(&transaction, account.id, Some(current)).await?;
        let mut change: account::ActiveModel = account.into();
        change.two_factor_at = Set(Some(self.now()));
        change.update(&transaction).await?;
        self.log_two_factor(&transaction, agent, agent.agent_id, true).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Makes new recovery codes; the previous ones become invalid.
    ///
    /// # Errors
    /// If neither the password nor a code is right, or two-factor authentication is off.
    pub async fn renew_recovery_codes(&self, agent: &AgentActor, proof: OwnProof) -> Result<Vec<String>, DomainError> {
        let (transaction, account) = self.prove(agent, proof).await?;
        let codes = self.make_recovery_codes(&transaction, account.id).await?;
        let change = Change {
            action: Action::Replaced,
            subject: Subject::Agent,
            subject_id: agent.agent_id.to_string(),
            before: Value::Null,
            after: json!({ "field": "recovery_codes" }),
        };
        audit::record(&transaction, self.now(), agent, change).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Turns two-factor authentication off. The agent's other sessions end.
    ///
    /// # Errors
    /// If neither the password nor a code is right, or it is off already.
    pub async fn turn_two_factor_off(
        &self,
        agent: &AgentActor,
        current: &Token,
        proof: OwnProof,
    ) -> Result<(), DomainError> {
        let (transaction, account) = self.prove(agent, proof).await?;
        end_sessions(&transaction, account.id, Some(current)).await?;
        forget_two_factor(&transaction, account).await?;
        self.log_two_factor(&transaction, agent, agent.agent_id, false).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Checks that the request is from the agent, and not from another person
    /// at their browser. Returns the account, locked, with two-factor
    /// authentication on.
    async fn prove(&self, agent: &AgentActor, proof: OwnProof) -> Result<(Transaction, account::Model), DomainError> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (code, password) = (given(proof.code), given(proof.password));
        let checked = match (&code, password) {
            (Some(_), _) => {
                self.limits().charge([Limit::CodesAccount.of(agent.user_id)]).await?;
                None
            }
            (None, Some(password)) => Some(self.check_own_password(agent, password).await?),
            (None, None) => return Err(refused("password", Problem::Required)),
        };
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, agent.user_id).await?;
        if account.two_factor_at.is_none() {
            return Err(OFF);
        }
        match (code, checked) {
            (Some(code), _) => self.use_code(&transaction, account.id, &code).await.map_err(field_of_code)?,
            (None, checked) if checked != account.password => {
                return Err(DomainError::Conflict("The password has just been changed."));
            }
            _ => {}
        }
        Ok((transaction, account))
    }

    /// Checks the agent's password, and returns its hash.
    async fn check_own_password(&self, agent: &AgentActor, password: String) -> Result<String, DomainError> {
        self.charge_attempt(&agent.username).await?;
        let account = account::Entity::find_by_id(agent.user_id).one(self.database.read()).await?;
        let stored = account.and_then(|account| account.password);
        let matches = passwords::verify_apart(password, stored.clone()).await?;
        stored.filter(|_| matches).ok_or(refused("password", Problem::Invalid))
    }

    /// Writes to the log that two-factor authentication was turned on or off.
    pub(super) async fn log_two_factor(
        &self,
        transaction: &DatabaseTransaction,
        actor: &AgentActor,
        of: AgentId,
        is_on: bool,
    ) -> Result<(), DomainError> {
        let change = Change {
            action: Action::Updated,
            subject: Subject::Agent,
            subject_id: of.to_string(),
            before: json!({ "two_factor": !is_on }),
            after: json!({ "two_factor": is_on }),
        };
        audit::record(transaction, self.now(), actor, change).await
    }
}

/// Turns two-factor authentication off for an account, which is locked.
pub(super) async fn forget_two_factor(
    transaction: &DatabaseTransaction,
    account: account::Model,
) -> Result<(), DomainError> {
    let user: UserId = account.id;
    secret::Entity::delete_by_id(user).exec(transaction).await?;
    delete_recovery_codes(transaction, user).await?;
    let mut change: account::ActiveModel = account.into();
    change.two_factor_at = Set(None);
    change.update(transaction).await?;
    Ok(())
}

fn refused(field: &str, problem: Problem) -> DomainError {
    DomainError::Fields(vec![FieldError::new(field, problem)])
}

/// Converts a wrong code to an error of its form field, because the agent is already
/// signed in.
fn field_of_code(error: DomainError) -> DomainError {
    match error {
        DomainError::WrongCode => refused("code", Problem::Invalid),
        error => error,
    }
}
