//! Identifies customers by a JWT (RFC 7519) that the shop's server has signed
//! with HS256 and the identity secret.

mod claims;
mod problem;
#[cfg(test)]
mod properties;
mod token;

use sea_orm::{ActiveValue::Set, DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

pub use self::{claims::IdentityClaims, problem::IdentityProblem, token::sign};
use super::{
    access::sessions::{CUSTOMER_SESSION, Signed, Token},
    actor::{AdminActor, CustomerActor},
    blocks,
    error::DomainError,
    limits::Limit,
    random,
    services::AccessService,
};
use crate::{
    model::{
        customer::Customer,
        identity::{CheckedIdentity, IdentityCheck},
        role::Role,
        timestamp::Timestamp,
    },
    server::entity::{account, conversation, message, session},
};

impl AccessService {
    /// Begins a session for the customer whom a token identifies. The
    /// conversations of the anonymous visitor `visitor` are transferred to the
    /// customer.
    ///
    /// # Errors
    /// If the token is not valid now, or too many sessions begin.
    pub async fn identify(
        &self,
        identity_token: &str,
        visitor: Option<&CustomerActor>,
    ) -> Result<(Token, CustomerActor), DomainError> {
        self.identify_in(identity_token, visitor, None).await
    }

    /// Does the same for a caller with a session. The session continues if it belongs
    /// to the customer whom the token identifies, so that a browser has one session and
    /// not one for each page.
    ///
    /// # Errors
    /// If the token is not valid now.
    pub async fn identify_again(
        &self,
        identity_token: &str,
        caller: &CustomerActor,
        session: Token,
    ) -> Result<(Token, CustomerActor), DomainError> {
        self.identify_in(identity_token, Some(caller), Some(session)).await
    }

    async fn identify_in(
        &self,
        identity_token: &str,
        caller: Option<&CustomerActor>,
        session: Option<Token>,
    ) -> Result<(Token, CustomerActor), DomainError> {
        let identified = self.try_identify(identity_token, caller, session).await;
        if let Err(DomainError::InvalidIdentity(problem)) = &identified {
            self.note_rejected_identity(problem);
        }
        identified
    }

    async fn try_identify(
        &self,
        identity_token: &str,
        caller: Option<&CustomerActor>,
        session: Option<Token>,
    ) -> Result<(Token, CustomerActor), DomainError> {
        let token::ValidToken { claims, .. } =
            token::read(identity_token, &self.settings().settings().await?, self.now())?;
        // A customer who has a session keeps it on the next pages.
        if session.is_none() || caller.is_none_or(|caller| caller.customer.is_anonymous) {
            let account = Limit::SessionsAccount.of(&claims.sub);
            self.limits().charge(Limit::SessionsAddress.here().into_iter().chain([account])).await?;
        }
        let transaction = self.database.begin().await?;
        let account = self.identified_account(&transaction, &claims).await?;
        if let Some(visitor) = caller.filter(|caller| caller.customer.is_anonymous) {
            merge(&transaction, visitor, &account).await?;
            blocks::merge(&transaction, visitor.user_id(), account.id).await?;
        }
        let token = match session {
            Some(session) if caller.is_some_and(|caller| caller.user_id() == account.id) => session,
            _ => self.start_session(&transaction, account.id, CUSTOMER_SESSION, Signed::Here).await?,
        };
        transaction.commit().await?;
        Ok((token, CustomerActor { customer: Customer::from(account) }))
    }

    /// Returns the customer whom a token identifies, if the token is accepted and the
    /// customer has an account.
    pub(super) async fn known_customer(&self, identity_token: &str) -> Result<Option<CustomerActor>, DomainError> {
        let settings = self.settings().settings().await?;
        let Ok(token) = token::read(identity_token, &settings, self.now()) else { return Ok(None) };
        let account = account::Entity::find()
            .filter(account::Column::ExternalId.eq(token.claims.sub))
            .filter(account::Column::IsActive.eq(true))
            .one(self.database.read())
            .await?;
        Ok(account.map(|account| CustomerActor { customer: account.into() }))
    }

    /// Checks whether a token is accepted, and if not why, for an admin who
    /// tests the shop's signing code. Does not begin a session.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn check_identity_token(
        &self,
        _: &AdminActor,
        identity_token: &str,
    ) -> Result<IdentityCheck, DomainError> {
        let settings = self.settings().settings().await?;
        Ok(match token::read(identity_token, &settings, self.now()) {
            Ok(token::ValidToken { claims, is_signed_with_previous }) => {
                let expires_at = DateTimeUtc::from_timestamp(claims.exp, 0).map(Timestamp::from).unwrap_or_default();
                let IdentityClaims { sub, name, email, .. } = claims;
                let identity = CheckedIdentity { sub, name, email, expires_at, is_signed_with_previous };
                IdentityCheck { reason: None, problem: None, identity: Some(identity) }
            }
            Err(problem) => {
                IdentityCheck { reason: Some(problem.reason()), problem: Some(problem.to_string()), identity: None }
            }
        })
    }

    /// Returns the account of the customer, which is created or updated. A new
    /// account gets its name and email address by an update too, because only
    /// an update folds them.
    async fn identified_account(
        &self,
        transaction: &DatabaseTransaction,
        claims: &IdentityClaims,
    ) -> Result<account::Model, DomainError> {
        let known = by_external_id(transaction, &claims.sub).await?;
        let account = match known {
            Some(account) => account,
            None => self.new_identified_account(transaction, claims).await?,
        };
        if !account.is_active {
            return Err(IdentityProblem::Disabled.into());
        }
        if account.name == claims.name && account.email == claims.email {
            return Ok(account);
        }
        let mut change: account::ActiveModel = account.into();
        change.name = Set(claims.name.clone());
        change.email = Set(claims.email.clone());
        Ok(change.update(transaction).await?)
    }

    async fn new_identified_account(
        &self,
        transaction: &DatabaseTransaction,
        claims: &IdentityClaims,
    ) -> Result<account::Model, DomainError> {
        let row = account::ActiveModel {
            username: Set(format!("customer-{}", random::secret(&*self.random))),
            role: Set(Role::Customer),
            external_id: Set(Some(claims.sub.clone())),
            date_joined: Set(self.now()),
            ..Default::default()
        };
        // Two first visits may happen at once: on PostgreSQL the second waits
        // here for the first, and then finds its row.
        account::Entity::insert(row)
            .on_conflict_do_nothing_on([account::Column::ExternalId])
            .exec_without_returning(transaction)
            .await?;
        by_external_id(transaction, &claims.sub).await?.ok_or(DomainError::Broken("a new account is gone"))
    }
}

async fn by_external_id(
    transaction: &DatabaseTransaction,
    external_id: &str,
) -> Result<Option<account::Model>, DomainError> {
    let query = account::Entity::find().filter(account::Column::ExternalId.eq(external_id)).lock_exclusive();
    Ok(query.one(transaction).await?)
}

/// Transfers an anonymous visitor's conversations to the account, and ends the
/// visitor's sessions.
async fn merge(
    transaction: &DatabaseTransaction,
    visitor: &CustomerActor,
    account: &account::Model,
) -> Result<(), DomainError> {
    let from = visitor.user_id();
    // Visitors write in their own conversations only. Messages have no index by sender,
    // so without this condition all messages would be read.
    let own = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::UserId.eq(from))
        .into_query();
    message::Entity::update_many()
        .col_expr(message::Column::SenderId, Expr::value(account.id))
        .filter(message::Column::ConversationId.in_subquery(own))
        .filter(message::Column::SenderId.eq(from))
        .exec(transaction)
        .await?;
    conversation::Entity::update_many()
        .col_expr(conversation::Column::UserId, Expr::value(account.id))
        .filter(conversation::Column::UserId.eq(from))
        .exec(transaction)
        .await?;
    session::Entity::delete_many().filter(session::Column::UserId.eq(from)).exec(transaction).await?;
    Ok(())
}
