//! The format of all errors that the server returns, by server functions and by the REST API:
//! `{"error": "a sentence", "code": "snake_case"}`.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{code::code_text, field::FieldError, identity::IdentityRejection};
use crate::wire::Read;

/// The kind of an error, for programs. Each has one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// The request could not be read.
    Malformed,
    /// The caller is not signed in, or the session has ended.
    NotSignedIn,
    /// Wrong username or password. The response does not say which.
    WrongCredentials,
    /// The password is right, and a code of the agent's second factor is missing.
    CodeNeeded,
    /// The code of the second factor is wrong or has been used.
    WrongCode,
    /// The identity token is not valid.
    InvalidIdentity,
    /// The role does not allow it.
    Forbidden,
    /// The team requires two-factor authentication, and the agent must set it up
    /// before anything else.
    TwoFactorRequired,
    /// A write with a cookie came from another site.
    ForeignOrigin,
    /// It is unknown or another customer's: the response is the same for both.
    NotFound,
    /// The address does not support the method.
    MethodNotAllowed,
    /// A closed conversation takes no message.
    ConversationClosed,
    /// The shop isn't taking new conversations.
    ChatDisabled,
    /// Only customers whom the shop has identified may write.
    IdentityRequired,
    /// The action is not possible in the present state.
    Conflict,
    /// The body is too large.
    TooLarge,
    /// The body's type is not accepted.
    UnsupportedType,
    /// A value is out of its bounds.
    InvalidValue,
    /// A message is empty.
    MessageEmpty,
    /// A message is over 5,000 characters.
    MessageTooLong,
    /// A file has no content.
    FileEmpty,
    /// A file cannot be read as the kind that it claims to be.
    FileDamaged,
    /// The body of a request did not arrive in time.
    Timeout,
    /// Too many requests. [`ApiError::retry_after`] is the wait until the next one is accepted.
    RateLimited,
    /// The shop has blocked the customer.
    Blocked,
    /// The server cannot handle the request at the moment; the same request may succeed in a few
    /// seconds.
    Unavailable,
    /// The server failed. Its log contains the cause.
    Internal,
    /// The server could not be reached. Never sent, only made in the browser.
    Unreachable,
    /// The browser did not keep the session cookie. Never sent, only made in
    /// the browser.
    CookieRefused,
    /// A proxy or firewall in front of the server refused the request because of its size. Never
    /// sent by the server, only made in the browser.
    ProxyTooLarge,
    /// A proxy or firewall in front of the server refused the request. Never sent by the server,
    /// only made in the browser.
    ProxyRefused,
}

impl ErrorCode {
    /// Returns the kind of an error response that does not come from this server: its body is
    /// not an [`ApiError`]. Most of them pass with time, such as those during an update (502,
    /// 503, 504, 404) and pages of a network that asks to sign in.
    pub const fn of_proxy(status: u16) -> Self {
        match status {
            413 => Self::ProxyTooLarge,
            403 | 406 | 451 => Self::ProxyRefused,
            _ => Self::Unreachable,
        }
    }

    /// Returns the HTTP status of the response.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotSignedIn
            | Self::WrongCredentials
            | Self::CodeNeeded
            | Self::WrongCode
            | Self::InvalidIdentity
            | Self::CookieRefused => 401,
            Self::Forbidden
            | Self::TwoFactorRequired
            | Self::ForeignOrigin
            | Self::IdentityRequired
            | Self::Blocked
            | Self::ProxyRefused => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::ConversationClosed | Self::ChatDisabled | Self::Conflict => 409,
            Self::TooLarge | Self::ProxyTooLarge => 413,
            Self::UnsupportedType => 415,
            Self::InvalidValue | Self::MessageEmpty | Self::MessageTooLong | Self::FileEmpty | Self::FileDamaged => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::Unreachable => 503,
        }
    }

    /// Returns whether it means that a file is not accepted.
    pub const fn is_of_file(self) -> bool {
        matches!(
            self,
            Self::TooLarge | Self::ProxyTooLarge | Self::UnsupportedType | Self::FileEmpty | Self::FileDamaged
        )
    }

    /// Returns whether the same request may succeed later without being changed.
    pub const fn is_temporary(self) -> bool {
        matches!(self, Self::Timeout | Self::RateLimited | Self::Unavailable | Self::Internal | Self::Unreachable)
    }
}
code_text!(ErrorCode, unknown: Internal);

/// An error as the API returns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApiError {
    /// A sentence for people, in English.
    pub error: String,
    /// The kind, for programs.
    pub code: ErrorCode,
    /// The fields of a form that have a problem, and the problem of each; empty for all
    /// other errors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Why an identity token was rejected; missing in all other errors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<IdentityRejection>,
    /// The number of seconds until the same request is accepted, if a limit was reached. The header
    /// `Retry-After` has the same number.
    #[serde(skip)]
    pub retry_after: Option<u32>,
}

impl ApiError {
    /// Makes an error of a kind, with its sentence.
    pub fn new(code: ErrorCode, error: impl Into<String>) -> Self {
        Self { error: error.into(), code, fields: Vec::new(), reason: None, retry_after: None }
    }

    /// Makes the error of a form with values that cannot be taken.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { fields, ..Self::new(ErrorCode::InvalidValue, "Some fields are invalid.") }
    }

    /// Makes the error of a caller who is not signed in, or whose session has ended.
    pub fn not_signed_in() -> Self {
        Self::new(ErrorCode::NotSignedIn, "Sign in first.")
    }

    /// Makes the error for something unknown or another customer's. It is the same for both.
    pub fn not_found() -> Self {
        Self::new(ErrorCode::NotFound, "Not found.")
    }

    /// Makes the error of a body that is longer than a request of its kind may be.
    pub fn too_large() -> Self {
        Self::new(ErrorCode::TooLarge, "The body is too large.")
    }

    /// Makes the error of a server that cannot handle the request at the moment.
    pub fn unavailable() -> Self {
        Self::new(ErrorCode::Unavailable, "This isn't possible at the moment. Try again in a few seconds.")
    }

    /// Makes the error of a limit that was reached, with the wait until the request is accepted.
    pub fn limited(wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX).max(1);
        let error = format!("Too many requests. Try again in {seconds} s.");
        Self { retry_after: Some(seconds), ..Self::new(ErrorCode::RateLimited, error) }
    }

    /// Makes the error of a server that failed. `incident` is the number of this
    /// failure in its log.
    pub fn internal(incident: impl fmt::Display) -> Self {
        Self::new(ErrorCode::Internal, format!("Something went wrong on our side. It is recorded as {incident}."))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error)
    }
}

impl std::error::Error for ApiError {}

impl From<super::message::MessageTextError> for ApiError {
    fn from(error: super::message::MessageTextError) -> Self {
        use super::message::MessageTextError;
        let code = match error {
            MessageTextError::Empty => ErrorCode::MessageEmpty,
            MessageTextError::TooLong => ErrorCode::MessageTooLong,
            MessageTextError::Nul => ErrorCode::InvalidValue,
        };
        Self::new(code, error.to_string())
    }
}

#[cfg(all(test, feature = "leptos"))]
mod tests {
    use leptos::serde_json::to_value;

    use super::*;
    use crate::model::field::Problem;

    #[test]
    fn what_a_proxy_answers_passes_unless_it_refuses_the_request_itself() {
        for status in [200, 301, 400, 401, 404, 408, 429, 500, 502, 503, 504, 511, 522] {
            assert_eq!(ErrorCode::of_proxy(status), ErrorCode::Unreachable, "{status}");
        }
        for (status, code) in
            [(403, ErrorCode::ProxyRefused), (406, ErrorCode::ProxyRefused), (413, ErrorCode::ProxyTooLarge)]
        {
            assert_eq!(ErrorCode::of_proxy(status), code, "{status}");
            assert!(!code.is_temporary(), "{status}");
        }
    }

    #[test]
    fn a_code_is_the_word_that_is_sent() {
        for code in ErrorCode::ALL {
            assert_eq!(to_value(code).expect("a word"), code.code());
        }
        for problem in Problem::ALL {
            assert_eq!(to_value(problem).expect("a word"), problem.code());
        }
    }
}
