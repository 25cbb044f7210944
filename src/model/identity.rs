//! Identity tokens, with which a shop's server identifies a customer: the reasons for a rejection,
//! and the result of a check.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{code::code_text, timestamp::Timestamp};

/// The reason why an identity token is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum IdentityRejection {
    /// Its `exp` has passed.
    Expired,
    /// It is not a token that was signed with the identity secret.
    Signature,
    /// A claim in it is missing or cannot be used.
    Claim,
}

code_text!(IdentityRejection, unknown: Claim);

/// The result of a check of an identity token, for admins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IdentityCheck {
    /// Why the token is rejected; none if it is accepted.
    pub reason: Option<IdentityRejection>,
    /// The exact problem, in English; none if the token is accepted.
    pub problem: Option<String>,
    /// The customer whom the token names; none if it is rejected.
    pub identity: Option<CheckedIdentity>,
}

/// The customer whom an accepted token names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CheckedIdentity {
    /// The shop's own id of the customer.
    pub sub: String,
    /// The customer's name, as it is shown; may be empty.
    pub name: String,
    /// The customer's email address; may be empty.
    pub email: String,
    /// When the token expires.
    pub expires_at: Timestamp,
    /// Whether it is signed with the secret before the present one.
    pub is_signed_with_previous: bool,
}
