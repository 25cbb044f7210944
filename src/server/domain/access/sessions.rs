//! Sessions: opaque tokens, of which only hashes are stored.

use std::{fmt, sync::Arc};

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, entity::prelude::*, sea_query::Expr};
use sha2::{Digest, Sha256};

use crate::{
    model::{customer::Customer, ids::UserId, role::Role},
    server::{
        age::is_recent,
        domain::{
            actor::{AgentAccess, AgentActor, CustomerActor},
            database::Row,
            error::DomainError,
            limits::Limit,
            memory::FromRows,
            random,
            services::AccessService,
        },
        entity::{account, agent, session},
    },
};

/// How long a customer's session lasts without use.
pub const CUSTOMER_SESSION: Duration = Duration::days(180);
/// How long an agent's session lasts without use.
pub const AGENT_SESSION: Duration = Duration::days(14);
/// The maximum duration of an agent's session, even if it is used.
pub const MAX_AGENT_SESSION: Duration = Duration::days(90);
/// The minimum time between two updates of a session's last use, because most requests
/// only read.
const TOUCH_EVERY: Duration = Duration::hours(1);

/// Returns how long a session of this role lasts without use, over any API.
fn lasting(role: Role) -> Duration {
    if role >= Role::Agent { AGENT_SESSION } else { CUSTOMER_SESSION }
}

/// Returns when a session that is used now ends.
fn ends_at(session: &session::Model, role: Role, now: DateTime<Utc>) -> DateTime<Utc> {
    let unused = now + lasting(role);
    if role >= Role::Agent { unused.min(session.created_at + MAX_AGENT_SESSION) } else { unused }
}

/// The secret that a browser or a program sends. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps a token as it was received.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the secret itself, for the answer to a sign-in.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Returns the hash that is stored. The token has 256 random bits, so a fast
    /// hash is enough.
    pub(in crate::server::domain) fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// How the agent of a session was authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server::domain) enum Signed {
    /// By this server, with password and code.
    Here,
    /// By an OpenID provider, which is also responsible for a second factor.
    ByProvider,
}

/// A session with its account.
#[derive(Debug)]
pub(in crate::server::domain) struct KnownSession {
    session: session::Model,
    account: account::Model,
}

impl FromRows for KnownSession {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::Session(self.session.id), Row::Account(self.account.id)].into_iter()
    }
}

/// A session that was used, and its user.
#[derive(Clone, Debug)]
pub struct InUse<A> {
    /// The customer or agent.
    pub actor: A,
    /// Whether this use has extended the session to its full duration again.
    pub is_extended: bool,
}

impl AccessService {
    /// Returns the customer of a session; none if the session is unknown, has
    /// ended, or is an agent's.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn customer_of(&self, token: &Token) -> Result<Option<CustomerActor>, DomainError> {
        Ok(self.use_as_customer(token).await?.map(|session| session.actor))
    }

    /// Returns the customer of a session, and whether the session was extended.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn use_as_customer(&self, token: &Token) -> Result<Option<InUse<CustomerActor>>, DomainError> {
        let found = self.account_of(token).await?.filter(|(session, _)| session.actor.role == Role::Customer);
        Ok(found.map(|(InUse { actor, is_extended }, _)| InUse {
            actor: CustomerActor { customer: actor.into() },
            is_extended,
        }))
    }

    /// Returns the agent of a session; none if the session is unknown, has
    /// ended, or is a customer's, or if the agent has been disabled or must set up
    /// two-factor authentication first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn agent_of(&self, token: &Token) -> Result<Option<AgentActor>, DomainError> {
        Ok(self.use_as_agent(token).await?.and_then(|session| session.actor.full()))
    }

    /// Returns the agent of a session with what the session permits, and
    /// whether the session was extended.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn use_as_agent(&self, token: &Token) -> Result<Option<InUse<AgentAccess>>, DomainError> {
        let found = self.account_of(token).await?.filter(|(session, _)| session.actor.role >= Role::Agent);
        let Some((InUse { actor, is_extended }, signed)) = found else { return Ok(None) };
        Ok(self.agent_access(actor, signed).await?.map(|actor| InUse { actor, is_extended }))
    }

    /// Returns whether a session has not ended. Does not extend it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn session_continues(&self, token: &Token) -> Result<bool, DomainError> {
        Ok(self.session(token).one(self.database.read()).await?.is_some())
    }

    /// Begins a session for a new anonymous visitor.
    ///
    /// # Errors
    /// If the shop does not accept anonymous visitors, or too many come from the same
    /// address.
    pub async fn start_visitor_session(&self) -> Result<(Token, CustomerActor), DomainError> {
        self.settings().presence().await?.admit(true)?;
        self.blocks().require_unblocked(None).await?;
        self.limits().charge(Limit::SessionsAddress.here()).await?;
        let transaction = self.database.begin().await?;
        let account = account::ActiveModel {
            username: Set(format!("visitor-{}", random::secret(&*self.random))),
            role: Set(Role::Customer),
            date_joined: Set(self.now()),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
        let token = self.start_session(&transaction, account.id, CUSTOMER_SESSION, Signed::Here).await?;
        transaction.commit().await?;
        Ok((token, CustomerActor { customer: Customer::from(account) }))
    }

    /// Ends a session. An unknown session counts as ended.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn end_session(&self, token: &Token) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        session::Entity::delete_many().filter(session::Column::TokenHash.eq(token.hash())).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    pub(in crate::server::domain) async fn start_session(
        &self,
        connection: &impl ConnectionTrait,
        user_id: UserId,
        lasts: Duration,
        signed: Signed,
    ) -> Result<Token, DomainError> {
        let token = Token(random::secret(&*self.random));
        let now = self.now();
        session::ActiveModel {
            token_hash: Set(token.hash()),
            user_id: Set(user_id),
            created_at: Set(now),
            last_used_at: Set(now),
            expires_at: Set(now + lasts),
            by_provider: Set(signed == Signed::ByProvider),
            ..Default::default()
        }
        .insert(connection)
        .await?;
        Ok(token)
    }

    /// Selects the session of a token, if it has not ended.
    fn session(&self, token: &Token) -> Select<session::Entity> {
        session::Entity::find()
            .filter(session::Column::TokenHash.eq(token.hash()))
            .filter(session::Column::ExpiresAt.gt(self.now()))
    }

    /// Returns the active account of a session that has not ended, and how it was
    /// authenticated.
    async fn account_of(&self, token: &Token) -> Result<Option<(InUse<account::Model>, Signed)>, DomainError> {
        let now = self.now();
        let read = || async {
            let found = self.session(token).find_also_related(account::Entity).all(self.database.read()).await?.pop();
            Ok(found.and_then(|(session, account)| Some(KnownSession { session, account: account? })))
        };
        let Some(known) = self.memory.sessions.get(&self.database, token.hash(), read).await? else {
            self.note_rejected_session();
            return Ok(None);
        };
        let KnownSession { session, account } = &*known;
        if !account.is_active || session.expires_at <= now || ends_at(session, account.role, now) <= now {
            self.note_rejected_session();
            return Ok(None);
        }
        let mut is_extended = false;
        if !is_recent(session.last_used_at, now, TOUCH_EVERY) {
            let (desk, id, expires_at) = (self.clone(), session.id, ends_at(session, account.role, now));
            let write = async move { desk.touch_session(id, now, expires_at).await };
            let written = Box::pin(self.database.write_incidentally("when a session was last used", write)).await;
            is_extended = written.unwrap_or(false);
        }
        let signed = if session.by_provider { Signed::ByProvider } else { Signed::Here };
        Ok(Some((InUse { actor: account.clone(), is_extended }, signed)))
    }

    /// Extends a session. Returns false if it has ended meanwhile or another
    /// request has extended it.
    async fn touch_session(&self, id: i64, now: DateTime<Utc>, expires_at: DateTime<Utc>) -> Result<bool, DomainError> {
        let transaction = self.database.begin().await?;
        let touched = session::Entity::update_many()
            .col_expr(session::Column::LastUsedAt, Expr::value(now))
            .col_expr(session::Column::ExpiresAt, Expr::value(expires_at))
            .filter(session::Column::Id.eq(id))
            .filter(
                Condition::any()
                    .add(session::Column::LastUsedAt.lte(now - TOUCH_EVERY))
                    .add(session::Column::LastUsedAt.gte(now + TOUCH_EVERY)),
            )
            .exec(&transaction)
            .await?
            .rows_affected;
        transaction.commit().await?;
        Ok(touched > 0)
    }

    /// Returns an account's agent with what the session permits; none if the agent
    /// has been disabled.
    pub(in crate::server::domain) async fn agent_access(
        &self,
        account: account::Model,
        signed: Signed,
    ) -> Result<Option<AgentAccess>, DomainError> {
        let Some(agent) = self.known_agent(account.id).await? else { return Ok(None) };
        let has_two_factor = account.two_factor_at.is_some() || signed == Signed::ByProvider;
        let actor =
            AgentActor { user_id: account.id, agent_id: agent.id, username: account.username, role: account.role };
        if !has_two_factor && self.settings().presence().await?.settings.require_two_factor {
            return Ok(Some(AgentAccess::SetUpOnly(actor)));
        }
        // An agent who has not completed the set-up counts as away.
        Box::pin(self.assignment().note_seen(&agent)).await;
        Ok(Some(AgentAccess::Full(actor)))
    }

    /// Returns an account's agent; none if the account has no agent or the agent
    /// has been disabled.
    pub(in crate::server::domain) async fn known_agent(
        &self,
        account: UserId,
    ) -> Result<Option<Arc<agent::Model>>, DomainError> {
        let read = || async {
            let agents = agent::Entity::find()
                .filter(agent::Column::UserId.eq(account))
                .filter(agent::Column::IsActive.eq(true))
                .all(self.database.read())
                .await?;
            Ok(agents.into_iter().next())
        };
        self.memory.agents.get(&self.database, account, read).await
    }
}
