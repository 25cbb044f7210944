//! Agents' accounts.

use sea_orm::{ActiveValue::Set, PaginatorTrait, QuerySelect, SqlErr, entity::prelude::*};

use super::{desk::Desk, error::DomainError, passwords, random};
use crate::{
    model::{
        credentials::{check_password, check_username},
        ids::AgentId,
        role::Role,
    },
    server::entity::{account, agent, session},
};

/// An agent to be added.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// The name to sign in with, which also is the display name.
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

/// What the first start says of the admin that it made.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    /// The name.
    pub username: String,
    /// The password, in clear this one time.
    pub password: String,
}

impl Desk {
    /// Adds an agent, offline at first.
    ///
    /// # Errors
    /// If name or password will not do, or the name is taken.
    pub async fn add_agent(&self, new: NewAgent) -> Result<AgentId, DomainError> {
        let username = new.username;
        check_username(&username)?;
        check_password(&new.password)?;
        let hash = passwords::hash(&new.password)?;
        let now = self.now();
        let transaction = self.database.begin().await?;
        let account = account::ActiveModel {
            username: Set(username.clone()),
            password: Set(Some(hash)),
            name: Set(username.clone()),
            role: Set(new.role),
            date_joined: Set(now),
            ..Default::default()
        }
        .insert(&transaction)
        .await
        .map_err(name_taken)?;
        let position = agent::Entity::find().count(&transaction).await? + 1;
        let agent = agent::ActiveModel {
            user_id: Set(account.id),
            display_name: Set(username),
            display_name_bn: Set(new.display_name_bn),
            bio: Set(new.bio),
            order: Set(i32::try_from(position).unwrap_or(i32::MAX)),
            created_at: Set(now),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
        transaction.commit().await?;
        Ok(agent.id)
    }

    /// Gives an agent a new password and ends all their sessions.
    ///
    /// # Errors
    /// If there is no such agent or the password will not do.
    pub async fn set_password(&self, username: &str, password: &str) -> Result<(), DomainError> {
        check_password(password)?;
        let hash = passwords::hash(password)?;
        let transaction = self.database.begin().await?;
        let account = account::Entity::find()
            .filter(account::Column::Username.eq(username))
            .filter(account::Column::Role.is_in([Role::Agent, Role::Admin]))
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        session::Entity::delete_many().filter(session::Column::UserId.eq(account.id)).exec(&transaction).await?;
        let mut change: account::ActiveModel = account.into();
        change.password = Set(Some(hash));
        change.update(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes the first admin, with the password of the configuration or a
    /// random one. Nothing if there is an admin already, be it a disabled one.
    ///
    /// # Errors
    /// If name or password will not do.
    pub async fn ensure_admin(
        &self,
        username: &str,
        password: Option<String>,
    ) -> Result<Option<FirstAdmin>, DomainError> {
        let admins = account::Entity::find().filter(account::Column::Role.eq(Role::Admin));
        if admins.limit(1).one(self.database.read()).await?.is_some() {
            return Ok(None);
        }
        let password = password.unwrap_or_else(|| random::characters(&*self.random, 20));
        let added = self
            .add_agent(NewAgent {
                username: username.to_owned(),
                password: password.clone(),
                role: Role::Admin,
                display_name_bn: "রকমারি".to_owned(),
                bio: "Customer Support Representative".to_owned(),
            })
            .await;
        match added {
            Ok(_) => Ok(Some(FirstAdmin { username: username.to_owned(), password })),
            // Another node of a new database was faster.
            Err(DomainError::NameTaken) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn name_taken(error: DbErr) -> DomainError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => DomainError::NameTaken,
        _ => error.into(),
    }
}
