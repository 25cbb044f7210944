//! Why an identity token is rejected.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::model::identity::IdentityRejection;

/// A problem of an identity token. Its text is the reason as a word, and the details in
/// brackets. It contains claim names and times, but neither the customer nor the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityProblem {
    /// It has expired.
    #[error("expired (`exp` was {})", written(.0))]
    Expired(DateTime<Utc>),
    /// It does not consist of three parts of base64url that begin with a
    /// header.
    #[error("signature (this is not a JSON Web Token: three parts of base64url with dots between them)")]
    NotAToken,
    /// Its header has no algorithm or another one.
    #[error("signature (the header has to say that the token is signed with HS256: `\"alg\": \"HS256\"`)")]
    Algorithm,
    /// It was not signed with the secret.
    #[error("signature (it does not match: the token was signed with another secret, or changed afterwards)")]
    Secret,
    /// The payload is not an object.
    #[error("claim (the claims are not a JSON object)")]
    NoClaims,
    /// The claim is missing.
    #[error("claim (`{0}` is missing)")]
    Missing(&'static str),
    /// The claim has a value of the wrong type.
    #[error("claim (`{claim}` must be {expected})")]
    Type {
        /// Which claim.
        claim: &'static str,
        /// The expected type.
        expected: &'static str,
    },
    /// The claim is a time that is not in seconds.
    #[error("claim (`{0}` is in milliseconds; it must be in seconds since 1970)")]
    Milliseconds(&'static str),
    /// The claim is a time in the future.
    #[error("claim (`{claim}` is in the future: {}; compare the clocks of both servers)", written(.moment))]
    Future {
        /// Which claim.
        claim: &'static str,
        /// The time in the claim.
        moment: DateTime<Utc>,
    },
    /// The token is meant for another service.
    #[error("claim (`aud` names another service; leave it out, or write \"adda\")")]
    Audience,
    /// The claim is a text that cannot be used.
    #[error("claim (`{claim}` {problem})")]
    Text {
        /// Which claim.
        claim: &'static str,
        /// The problem of the text.
        problem: &'static str,
    },
    /// The customer's account is disabled.
    #[error("claim (the customer whom `sub` names is disabled)")]
    Disabled,
}

impl IdentityProblem {
    /// Returns the reason in the form that the API uses.
    pub const fn reason(&self) -> IdentityRejection {
        match self {
            Self::Expired(_) => IdentityRejection::Expired,
            Self::NotAToken | Self::Algorithm | Self::Secret => IdentityRejection::Signature,
            _ => IdentityRejection::Claim,
        }
    }
}

fn written(moment: &DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
