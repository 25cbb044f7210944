//! Agents' accounts.

use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, PaginatorTrait, QuerySelect, SqlErr, entity::prelude::*,
    sea_query::LockType,
};

use crate::{
    model::{
        credentials::check_username,
        ids::{AgentId, UserId},
        role::Role,
        text,
    },
    server::{
        domain::{
            access::{passwords, sessions::Token},
            error::DomainError,
            services::TeamService,
        },
        entity::{account, agent, invitation, session, sign_in},
    },
};

/// An agent to be added.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// The username, which also is the display name.
    pub username: String,
    /// The password.
    pub password: String,
    /// Agent or admin.
    pub role: Role,
    /// The display name in Bangla; may be empty.
    pub display_name_bn: String,
    /// A few words about the agent.
    pub bio: String,
}

/// An account that is about to be stored. Its fields have been checked.
pub(super) struct NewAccount {
    /// The username.
    pub username: String,
    /// The hash of the password; none if it is chosen later.
    pub password: Option<String>,
    /// Agent or admin.
    pub role: Role,
}

/// Returns the condition of the accounts that a typed name may mean. Names of old accounts may be
/// stored in a Unicode form other than NFC.
pub(in crate::server::domain) fn has_username(typed: &str) -> Condition {
    let names = [text::tidy(typed), typed.trim().to_owned()];
    Condition::all().add(account::Column::Username.is_in(names))
}

impl TeamService {
    /// Adds an agent, who is offline at first.
    ///
    /// # Errors
    /// If the name or the password is not acceptable, or the name is taken.
    pub async fn add_agent(&self, new: NewAgent) -> Result<AgentId, DomainError> {
        let username = text::tidy_name(&new.username);
        check_username(&username)?;
        passwords::check(&new.password, &username)?;
        let password = Some(passwords::hash(&new.password)?);
        let transaction = self.database.begin().await?;
        let details = agent::ActiveModel {
            display_name: Set(username.clone()),
            display_name_bn: Set(new.display_name_bn),
            bio: Set(new.bio),
            ..Default::default()
        };
        let account = NewAccount { username, password, role: new.role };
        let (_, agent) = self.insert_agent(&transaction, account, details).await?;
        transaction.commit().await?;
        Ok(agent.id)
    }

    /// Stores an agent and their account. The agent is offline, and the last in the
    /// order of the team.
    pub(super) async fn insert_agent(
        &self,
        transaction: &DatabaseTransaction,
        new: NewAccount,
        details: agent::ActiveModel,
    ) -> Result<(account::Model, agent::Model), DomainError> {
        let now = self.now();
        let account = account::ActiveModel {
            username: Set(new.username.clone()),
            password: Set(new.password),
            name: Set(new.username),
            role: Set(new.role),
            date_joined: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await
        .map_err(name_taken)?;
        let position = agent::Entity::find().count(transaction).await? + 1;
        let agent = agent::ActiveModel {
            user_id: Set(account.id),
            order: Set(i32::try_from(position).unwrap_or(i32::MAX)),
            created_at: Set(now),
            ..details
        }
        .insert(transaction)
        .await?;
        Ok((account, agent))
    }

    /// Sets a new password for an agent and ends all their sessions.
    ///
    /// # Errors
    /// If the agent does not exist or the password is not acceptable.
    pub async fn set_password(&self, username: &str, password: &str) -> Result<(), DomainError> {
        passwords::check(password, username)?;
        let hash = passwords::hash(password)?;
        let transaction = self.database.begin().await?;
        let account = account::Entity::find()
            .filter(has_username(username))
            .filter(account::Column::Role.is_in([Role::Agent, Role::Admin]))
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        end_sessions(&transaction, account.id, None).await?;
        store_password(&transaction, account, hash).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Returns an account, locked until the transaction ends. Transactions that
/// only refer to it by a foreign key do not wait.
pub(in crate::server::domain) async fn lock_account(
    transaction: &DatabaseTransaction,
    id: UserId,
) -> Result<account::Model, DomainError> {
    account::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?.ok_or(DomainError::NotFound)
}

/// Stores the hash of a password, and deletes links by which another password could be
/// chosen: a link that an intruder has asked for must not outlive the change.
pub(super) async fn store_password(
    transaction: &DatabaseTransaction,
    account: account::Model,
    hash: String,
) -> Result<account::Model, DomainError> {
    invitation::Entity::delete_many()
        .filter(invitation::Column::UserId.eq(account.id))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(transaction)
        .await?;
    let mut change: account::ActiveModel = account.into();
    change.password = Set(Some(hash));
    Ok(change.update(transaction).await?)
}

/// Ends an account's sessions, except for one that continues, and its sign-ins that
/// wait for a code.
pub(in crate::server::domain) async fn end_sessions(
    transaction: &DatabaseTransaction,
    user: UserId,
    except: Option<&Token>,
) -> Result<(), DomainError> {
    let mut sessions = session::Entity::delete_many().filter(session::Column::UserId.eq(user));
    if let Some(token) = except {
        sessions = sessions.filter(session::Column::TokenHash.ne(token.hash()));
    }
    sessions.exec(transaction).await?;
    sign_in::Entity::delete_many().filter(sign_in::Column::UserId.eq(user)).exec(transaction).await?;
    Ok(())
}

fn name_taken(error: DbErr) -> DomainError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => DomainError::NameTaken,
        _ => error.into(),
    }
}
