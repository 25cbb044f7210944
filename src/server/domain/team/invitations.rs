//! Links by which an agent chooses a password, once: for new agents, and for
//! agents who forgot theirs.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, entity::prelude::*, sea_query::Expr};

use super::{
    accounts::{NewAccount, end_sessions, lock_account, store_password},
    members::Member,
};
use crate::{
    model::{
        audit::{Action, Subject},
        credentials::check_new_password,
        field::{FieldError, Problem},
        ids::{AgentId, UserId},
        invitation::{Invitation, NewMember},
    },
    server::{
        domain::{
            access::{
                passwords,
                sessions::{AGENT_SESSION, Signed, Token},
                sign_in::Entry,
            },
            actor::{AdminActor, AgentActor},
            error::DomainError,
            log::{audit, audit::Change},
            random,
            services::TeamService,
        },
        entity::{account, agent, invitation},
    },
};

/// How long a link is valid.
const VALID_FOR: Duration = Duration::days(7);

/// A link that was created, with its secret, which is stored nowhere.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// The agent whose password it sets.
    pub agent_id: AgentId,
    /// The username.
    pub username: String,
    /// The secret of the link.
    pub token: Token,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
}

impl TeamService {
    /// Adds an agent who chooses their password by a link.
    ///
    /// # Errors
    /// If a field has a value that is not acceptable, or the name is taken.
    pub async fn invite(&self, admin: &AdminActor, new: &NewMember) -> Result<NewInvitation, DomainError> {
        let NewMember { username, profile } = new.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let account = NewAccount { username, password: None, role: profile.role };
        let details = agent::ActiveModel {
            display_name: Set(profile.display_name),
            display_name_bn: Set(profile.display_name_bn),
            bio: Set(profile.bio),
            email: Set(profile.email),
            max_open: Set(profile.max_open),
            ..Default::default()
        };
        let (account, agent) =
            self.insert_agent(&transaction, account, details).await.map_err(|error| match error {
                DomainError::NameTaken => DomainError::Fields(vec![FieldError::new("username", Problem::Taken)]),
                error => error,
            })?;
        let member = Member { agent, account };
        self.log_member(&transaction, admin, Action::Created, None, &member).await?;
        let invitation = self.add_link(&transaction, admin, &member).await?;
        transaction.commit().await?;
        Ok(invitation)
    }

    /// Creates a new link for an agent. Earlier links become invalid; the
    /// password stays until the link is used.
    ///
    /// # Errors
    /// If the agent does not exist or is disabled.
    pub async fn invite_again(&self, admin: &AdminActor, id: AgentId) -> Result<NewInvitation, DomainError> {
        let transaction = self.database.begin().await?;
        let member = Member::lock(&transaction, id).await?;
        if !member.agent.is_active {
            return Err(DomainError::Conflict("This agent is disabled. Enable them first."));
        }
        let invitation = self.add_link(&transaction, admin, &member).await?;
        transaction.commit().await?;
        Ok(invitation)
    }

    async fn add_link(
        &self,
        transaction: &DatabaseTransaction,
        admin: &AdminActor,
        member: &Member,
    ) -> Result<NewInvitation, DomainError> {
        delete_links(transaction, member.account.id).await?;
        let token = Token::new(random::secret(&*self.random));
        let (now, expires_at) = (self.now(), self.now() + VALID_FOR);
        invitation::ActiveModel {
            token_hash: Set(token.hash()),
            user_id: Set(member.account.id),
            created_at: Set(now),
            expires_at: Set(expires_at),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        let change = Change {
            action: Action::Invited,
            subject: Subject::Agent,
            subject_id: member.agent.id.to_string(),
            before: serde_json::Value::Null,
            after: serde_json::json!({ "username": member.account.username, "expires_at": expires_at }),
        };
        audit::record(transaction, now, admin.agent(), change).await?;
        Ok(NewInvitation { agent_id: member.agent.id, username: member.account.username.clone(), token, expires_at })
    }

    /// Returns the agent whom a link is for.
    ///
    /// # Errors
    /// If the link is unknown, used or too old, or its agent is disabled: all
    /// with the same error.
    pub async fn invitation(&self, token: &Token) -> Result<Invitation, DomainError> {
        let (account, agent) = self.invited(self.database.read(), token).await?;
        Ok(Invitation { username: account.username, name: agent.display_name, name_bn: agent.display_name_bn })
    }

    /// Uses a link: sets the password, ends all earlier sessions and signs the
    /// agent in, unless a code is required as well.
    ///
    /// # Errors
    /// If the password is not acceptable, or the link is not valid.
    pub async fn join(&self, token: &Token, password: &str) -> Result<Entry, DomainError> {
        check_new_password("password", password).map_err(DomainError::Fields)?;
        // Checked before the hash is computed, so that strangers cannot cause
        // that work.
        let (account, _) = self.invited(self.database.read(), token).await?;
        passwords::check_field("password", password, &account.username)?;
        let hash = passwords::hash_apart(password.to_owned()).await?;
        let transaction = self.database.begin().await?;
        let account = lock_account(&transaction, account.id).await?;
        // Checked again, because the link may have been used in the meantime.
        let (_, agent) = self.invited(&transaction, token).await?;
        invitation::Entity::update_many()
            .col_expr(invitation::Column::UsedAt, Expr::value(self.now()))
            .filter(invitation::Column::TokenHash.eq(token.hash()))
            .exec(&transaction)
            .await?;
        end_sessions(&transaction, account.id, None).await?;
        let account = store_password(&transaction, account, hash).await?;
        let actor = AgentActor {
            user_id: account.id,
            agent_id: agent.id,
            username: account.username.clone(),
            role: account.role,
        };
        self.log_password(&transaction, &actor).await?;
        if account.two_factor_at.is_some() {
            let token = self.access().await_code(&transaction, account.id).await?;
            transaction.commit().await?;
            return Ok(Entry::CodeNeeded(token));
        }
        let session = self.access().start_session(&transaction, account.id, AGENT_SESSION, Signed::Here).await?;
        transaction.commit().await?;
        let access = self.access().agent_access(account, Signed::Here).await?.ok_or(DomainError::NotFound)?;
        Ok(Entry::SignedIn(session, access))
    }

    /// Returns the agent whom a link is for, if the link is valid.
    async fn invited(
        &self,
        connection: &impl ConnectionTrait,
        token: &Token,
    ) -> Result<(account::Model, agent::Model), DomainError> {
        let link = invitation::Entity::find()
            .filter(invitation::Column::TokenHash.eq(token.hash()))
            .filter(invitation::Column::UsedAt.is_null())
            .filter(invitation::Column::ExpiresAt.gt(self.now()))
            .one(connection)
            .await?
            .ok_or(DomainError::NotFound)?;
        let account = account::Entity::find_by_id(link.user_id).one(connection).await?;
        let account = account.filter(|account| account.is_active).ok_or(DomainError::NotFound)?;
        let agent = agent::Entity::find()
            .filter(agent::Column::UserId.eq(account.id))
            .filter(agent::Column::IsActive.eq(true))
            .one(connection)
            .await?;
        Ok((account, agent.ok_or(DomainError::NotFound)?))
    }
}

/// Deletes an agent's links.
async fn delete_links(transaction: &DatabaseTransaction, user: UserId) -> Result<(), DomainError> {
    invitation::Entity::delete_many().filter(invitation::Column::UserId.eq(user)).exec(transaction).await?;
    Ok(())
}
