//! Converts results of the domain to responses of the API. Logs each failure
//! once, under the id that its response contains.

use std::time::Duration;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    model::{
        attachment::BYTES_OF_MEGABYTE,
        bulk::{BulkReport, BulkResult, Outcome},
        error::{ApiError, ErrorCode},
    },
    server::{
        client,
        domain::{error::DomainError, identity::IdentityProblem, inbox::bulk::Done},
        pictures::PictureError,
        request_log,
        throttle::Throttle,
    },
};

/// The number of seconds after which to retry a request that is not possible at the moment.
pub const RETRY_AFTER: u32 = 2;

impl From<DomainError> for ApiError {
    fn from(error: DomainError) -> Self {
        match error {
            DomainError::NotFound => Self::not_found(),
            DomainError::Forbidden => Self::new(ErrorCode::Forbidden, "Only its author and admins may do this."),
            DomainError::ConversationClosed => {
                Self::new(ErrorCode::ConversationClosed, "This conversation is closed. Reopen it to write.")
            }
            DomainError::ChatDisabled => {
                Self::new(ErrorCode::ChatDisabled, "The shop does not accept new conversations at the moment.")
            }
            DomainError::IdentityRequired => {
                Self::new(ErrorCode::IdentityRequired, "Sign in to the shop to write to its support.")
            }
            DomainError::Text(error) => error.into(),
            DomainError::Credential(error) => Self::new(ErrorCode::InvalidValue, error.to_string()),
            DomainError::Invalid(sentence) => Self::new(ErrorCode::InvalidValue, sentence),
            DomainError::Fields(fields) => Self::fields(fields),
            DomainError::Conflict(sentence) => Self::new(ErrorCode::Conflict, sentence),
            DomainError::Cursor => Self::new(ErrorCode::Malformed, "This cursor does not belong to the list."),
            DomainError::WrongCredentials => {
                sign_in_failed("the name or the password is wrong");
                Self::new(ErrorCode::WrongCredentials, "The name or the password is wrong.")
            }
            DomainError::CodeNeeded => {
                Self::new(ErrorCode::CodeNeeded, "Send the code of the agent's app, or a recovery code, as `code`.")
            }
            DomainError::WrongCode => {
                sign_in_failed("the code is wrong");
                Self::new(ErrorCode::WrongCode, "The code is wrong or has been used. Wait for the next one.")
            }
            DomainError::SignInExpired => {
                Self::new(ErrorCode::NotSignedIn, "This sign-in is no longer possible. Begin again with the password.")
            }
            DomainError::InvalidIdentity(problem) => rejected(&problem),
            DomainError::NameTaken => Self::new(ErrorCode::Conflict, "There is an account with this name already."),
            DomainError::Picture(PictureError::Unreadable) => {
                Self::new(ErrorCode::FileDamaged, "This picture is damaged or of an unknown kind.")
            }
            DomainError::Picture(PictureError::TooManyPixels) => {
                Self::new(ErrorCode::FileDamaged, "This picture has too many pixels.")
            }
            DomainError::FileTooLarge { limit } => {
                let megabytes = limit / BYTES_OF_MEGABYTE;
                let sentence = format!("This file is larger than {megabytes} MB. Choose a smaller one.");
                Self::new(ErrorCode::TooLarge, sentence)
            }
            DomainError::FileKind => Self::new(ErrorCode::UnsupportedType, "Files of this kind are not accepted."),
            DomainError::FileEmpty => Self::new(ErrorCode::FileEmpty, "This file is empty."),
            DomainError::Picture(PictureError::Busy) => postponed(&error),
            DomainError::Busy => {
                Self::new(ErrorCode::RateLimited, "Too many people sign in at the moment. Try again in a few seconds.")
            }
            DomainError::Limited { retry_after } => Self::limited(retry_after),
            DomainError::Blocked => Self::new(ErrorCode::Blocked, "The shop doesn't accept messages from you."),
            DomainError::Unavailable | DomainError::Crowded => Self::unavailable(),
            error if error.is_temporary() => postponed(&error),
            DomainError::Database(_) | DomainError::Storage(_) | DomainError::Broken(_) => failed(&error),
        }
    }
}

/// Returns the error for an identity token that is rejected. The domain has logged it.
fn rejected(problem: &IdentityProblem) -> ApiError {
    let sentence = format!("The identity token was rejected: {problem}.");
    ApiError { reason: Some(problem.reason()), ..ApiError::new(ErrorCode::InvalidIdentity, sentence) }
}

/// Logs that a sign-in failed. The name is left out: people type passwords into its field.
fn sign_in_failed(reason: &str) {
    let (id, client) = (request_log::current_id(), client::current().map(tracing::field::display));
    tracing::warn!(reason, client, %id, "a sign-in failed");
}

/// Logs that a request is not possible at the moment, and returns the error. Every
/// request may fail for the same reason, so one line a second is enough.
fn postponed(error: &DomainError) -> ApiError {
    static LOG: Throttle = Throttle::new(Duration::from_secs(1));
    if let Some(suppressed) = LOG.pass() {
        tracing::warn!(%error, suppressed, "a request was refused temporarily");
    }
    ApiError::unavailable()
}

/// Logs a failure, and returns an error that contains only its id.
fn failed(error: &DomainError) -> ApiError {
    let id = request_log::current_id();
    tracing::error!(%id, %error, "a request failed");
    ApiError::internal(id)
}

/// Returns the seconds after which to retry a request; none if a retry fails too.
pub fn retry_after(error: &ApiError) -> Option<u32> {
    let is_put_off = matches!(error.code, ErrorCode::Unavailable | ErrorCode::RateLimited);
    is_put_off.then(|| error.retry_after.unwrap_or(RETRY_AFTER))
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = retry_after(&self).map(|seconds| seconds.to_string());
        (status, retry_after.map(|after| [(header::RETRY_AFTER, after)]), Json(self)).into_response()
    }
}

/// Returns the report of an action on many conversations.
pub fn report(results: Vec<(String, Done)>) -> BulkReport {
    let result = |(conversation_id, done): (String, Done)| {
        let (outcome, reason) = match done {
            Ok(true) => (Outcome::Done, None),
            Ok(false) => (Outcome::Unchanged, None),
            Err(DomainError::NotFound) => (Outcome::NotFound, None),
            Err(error) => (Outcome::Refused, Some(ApiError::from(error).code)),
        };
        BulkResult { conversation_id, outcome, reason }
    };
    BulkReport { results: results.into_iter().map(result).collect() }
}
