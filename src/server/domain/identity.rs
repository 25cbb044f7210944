//! Customers whom the shop vouches for: a JWT (RFC 7519), signed by the shop's
//! server with HS256 and the identity secret.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    actor::CustomerActor,
    desk::Desk,
    error::DomainError,
    random,
    sessions::{CUSTOMER_SESSION, Token},
};
use crate::{
    model::{customer::Customer, language::Language, role::Role, text},
    server::entity::{account, conversation, message, session},
};

/// The longest text that a token may put in a field, in characters.
const MAX_CHARS: usize = 254;

/// What a shop says of its customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IdentityClaims {
    /// The shop's own id of the customer.
    pub sub: String,
    /// The customer's name.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    /// The customer's email address.
    #[serde(default, deserialize_with = "or_empty")]
    pub email: String,
    /// When the token ends, in seconds since 1970.
    pub exp: i64,
    /// The language that the customer reads, if it is one of ours.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_language")]
    pub locale: Option<Language>,
    /// From when on the token holds, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
}

/// Shops that know no name write `null` as well as nothing.
fn or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Shops name locales in their own ways, `bn-BD` or `fr`: none is an error.
fn known_language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    let tag: Option<String> = Option::deserialize(deserializer)?;
    Ok(tag.as_deref().and_then(Language::from_tag))
}

/// Signs claims, as a shop's server does.
///
/// # Errors
/// If the claims cannot be written as JSON.
pub fn sign(secret: &str, claims: &IdentityClaims) -> Result<String, DomainError> {
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key)
        .map_err(|_| DomainError::Broken("an identity token could not be signed"))
}

impl Desk {
    /// A session for the customer whom a token names. What an anonymous
    /// visitor began in `visitor` becomes theirs.
    ///
    /// # Errors
    /// If the token is not valid now.
    pub async fn identify(
        &self,
        identity_token: &str,
        visitor: Option<&CustomerActor>,
    ) -> Result<(Token, CustomerActor), DomainError> {
        let claims = self.verify(identity_token).await?;
        let transaction = self.database.begin().await?;
        let account = self.identified_account(&transaction, &claims).await?;
        if let Some(visitor) = visitor.filter(|visitor| visitor.customer.is_anonymous) {
            merge(&transaction, visitor, &account).await?;
        }
        let token = self.start_session(&transaction, account.id, CUSTOMER_SESSION).await?;
        transaction.commit().await?;
        Ok((token, CustomerActor { customer: Customer::from(account) }))
    }

    async fn verify(&self, identity_token: &str) -> Result<IdentityClaims, DomainError> {
        let settings = self.settings().await?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        // The library knows the time only from the machine; the desk has its own clock.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "sub"]);
        let signed_with = |secret: &str| {
            let key = DecodingKey::from_secret(secret.as_bytes());
            jsonwebtoken::decode::<IdentityClaims>(identity_token, &key, &validation).ok()
        };
        // After a replacement the one before is still good; an empty one, which
        // would let anybody sign, means that there is none.
        let secrets = [&settings.identity_secret, &settings.previous_identity_secret];
        let mut claims = secrets
            .into_iter()
            .filter(|secret| !secret.is_empty())
            .find_map(|secret| signed_with(secret))
            .ok_or(DomainError::InvalidIdentity)?
            .claims;
        claims.name = text::tidy_name(&claims.name);
        claims.email = text::tidy_name(&claims.email);
        let fits = |text: &str| text.chars().count() <= MAX_CHARS && !text.contains('\0');
        let valid = !text::is_blank(&claims.sub)
            && [&claims.sub, &claims.name, &claims.email].into_iter().all(|text| fits(text))
            && claims.exp > self.now().timestamp()
            && claims.nbf.is_none_or(|from| from <= self.now().timestamp());
        valid.then_some(claims).ok_or(DomainError::InvalidIdentity)
    }

    /// The account of the customer, made or brought up to date. A new one gets
    /// its name and address like an old one: only an update folds them.
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
            return Err(DomainError::InvalidIdentity);
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
        // Two first visits at once: on PostgreSQL the second waits here for
        // the first, and then finds its row.
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

/// Gives what an anonymous visitor began to the account, and ends the
/// visitor's sessions.
async fn merge(
    transaction: &DatabaseTransaction,
    visitor: &CustomerActor,
    account: &account::Model,
) -> Result<(), DomainError> {
    let from = visitor.user_id();
    conversation::Entity::update_many()
        .col_expr(conversation::Column::UserId, Expr::value(account.id))
        .filter(conversation::Column::UserId.eq(from))
        .exec(transaction)
        .await?;
    message::Entity::update_many()
        .col_expr(message::Column::SenderId, Expr::value(account.id))
        .filter(message::Column::SenderId.eq(from))
        .exec(transaction)
        .await?;
    session::Entity::delete_many().filter(session::Column::UserId.eq(from)).exec(transaction).await?;
    Ok(())
}
