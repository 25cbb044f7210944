//! Identity tokens: JSON Web Tokens, signed with HS256 and the identity secret.

use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, crypto, dangerous::insecure_decode_claims, errors::ErrorKind,
};
use serde_json::Value;

use super::{claims::IdentityClaims, problem::IdentityProblem};
use crate::server::{domain::error::DomainError, entity::chat_settings};

/// Signs claims, as a shop's server does.
///
/// # Errors
/// If the claims cannot be written as JSON.
pub fn sign(secret: &str, claims: &IdentityClaims) -> Result<String, DomainError> {
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key)
        .map_err(|_| DomainError::Broken("an identity token could not be signed"))
}

/// A token that is valid.
pub(super) struct ValidToken {
    pub(super) claims: IdentityClaims,
    /// Whether it was signed with the previous secret.
    pub(super) is_signed_with_previous: bool,
}

/// Reads a token with the secrets of the settings.
///
/// # Errors
/// Returns why it is rejected at `now`.
pub(super) fn read(
    token: &str,
    settings: &chat_settings::Model,
    now: DateTime<Utc>,
) -> Result<ValidToken, IdentityProblem> {
    // A token that is printed into a page or copied may be surrounded by white
    // space.
    let token = token.trim();
    if token.split('.').count() != 3 {
        return Err(IdentityProblem::NotAToken);
    }
    let present = signed_with(&settings.identity_secret, token);
    // After a replacement, the previous secret is still valid.
    let (signed, is_signed_with_previous) = match present {
        Err(IdentityProblem::Secret) => (signed_with(&settings.previous_identity_secret, token), true),
        other => (other, false),
    };
    let Value::Object(claims) = signed? else { return Err(IdentityProblem::NoClaims) };
    Ok(ValidToken { claims: IdentityClaims::read(&claims, now)?, is_signed_with_previous })
}

/// Returns the claims if they are signed with a secret. The library checks only the
/// signature: it would refuse claims that RFC 7519 allows, without saying which.
pub(super) fn signed_with(secret: &str, token: &str) -> Result<Value, IdentityProblem> {
    // An empty secret means that none is set. Otherwise any client could sign with it.
    if secret.is_empty() {
        return Err(IdentityProblem::Secret);
    }
    let header = jsonwebtoken::decode_header(token).map_err(|error| match error.kind() {
        // The algorithm is unknown to the library, such as `none`.
        ErrorKind::Json(_) => IdentityProblem::Algorithm,
        _ => IdentityProblem::NotAToken,
    })?;
    if header.alg != Algorithm::HS256 {
        return Err(IdentityProblem::Algorithm);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(IdentityProblem::NotAToken)?;
    let key = DecodingKey::from_secret(secret.as_bytes());
    if !crypto::verify(signature, message.as_bytes(), &key, Algorithm::HS256).unwrap_or(false) {
        return Err(IdentityProblem::Secret);
    }
    insecure_decode_claims(token).map_err(|_| IdentityProblem::NoClaims)
}
