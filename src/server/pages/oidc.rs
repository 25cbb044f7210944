//! Signs agents in by the OpenID provider: sends them there, and receives them when
//! they come back.

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use super::console;
use crate::{
    model::{error::ApiError, place},
    server::{
        answer::RETRY_AFTER,
        auth,
        auth::SessionCookie,
        domain::{access::sessions::Token, error::DomainError, random::SystemRandom},
        oidc::{Attempt, CALLBACK, Oidc, OidcError},
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/console/oidc/start", get(start)).route(CALLBACK, get(finish))
}

/// The reasons of a failure, which the sign-in page gets in its query.
#[derive(Clone, Copy)]
enum Failure {
    /// The provider's answer is refused, or does not belong to an attempt of this
    /// browser.
    Refused,
    /// No agent has the email address.
    Unknown,
}

impl Failure {
    fn page(self) -> Redirect {
        let word = match self {
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        };
        Redirect::to(&format!("{}?oidc={word}", place::SIGN_IN))
    }
}

#[derive(Deserialize)]
struct Start {
    next: Option<String>,
}

async fn start(State(state): State<AppState>, Query(Start { next }): Query<Start>) -> Result<Response, ApiError> {
    let Some(oidc) = &state.oidc else { return Err(ApiError::not_found()) };
    state.desk.access().charge_sign_in().await?;
    let attempt = Attempt::new(&SystemRandom, next.as_deref());
    let page = match oidc.begin(&attempt).await {
        Ok(page) => page,
        Err(error) => return Ok(failed(&state, &error).await),
    };
    let cookie = SessionCookie::oidc(state.config.public_url.is_https()).set(&attempt.cookie());
    let cookie = AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    Ok((cookie, Redirect::to(page.as_str())).into_response())
}

/// The parameters with which the provider sends the browser back.
#[derive(Deserialize)]
struct Answer {
    code: Option<String>,
    state: Option<String>,
}

async fn finish(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, ApiError> {
    let Some(oidc) = &state.oidc else { return Err(ApiError::not_found()) };
    state.desk.access().charge_sign_in().await?;
    let is_https = state.config.public_url.is_https();
    // An attempt accepts one response, whether it succeeds or not.
    let forgotten = SessionCookie::oidc(is_https).clear().map(|cookie| (header::SET_COOKIE, cookie));
    let response = match sign_in(&state, oidc, &headers, answer).await? {
        Ok((token, next)) => {
            let cookie = SessionCookie::agent(is_https).set(&token).map(|cookie| (header::SET_COOKIE, cookie));
            (AppendHeaders(cookie), Redirect::to(&next)).into_response()
        }
        Err(response) => response,
    };
    Ok((AppendHeaders(forgotten), response).into_response())
}

/// Returns the session's token and the address of the next page, or a page that explains
/// why the sign-in failed.
async fn sign_in(
    state: &AppState,
    oidc: &Oidc,
    headers: &HeaderMap,
    answer: Answer,
) -> Result<Result<(Token, String), Response>, ApiError> {
    let attempt = auth::oidc_cookie(headers).and_then(Attempt::of_cookie);
    let (Some(attempt), Some(code), Some(answered)) = (attempt, answer.code, answer.state) else {
        return Ok(Err(Failure::Refused.page().into_response()));
    };
    if !attempt.has_state(&answered) {
        return Ok(Err(Failure::Refused.page().into_response()));
    }
    let email = match oidc.finish(&attempt, code).await {
        Ok(email) => email,
        Err(error) => return Ok(Err(failed(state, &error).await)),
    };
    match state.desk.access().sign_in_by_address(&email).await {
        Ok((token, _)) => {
            if let Some(before) = auth::agent_cookie(headers) {
                state.desk.access().end_session(&before).await?;
            }
            Ok(Ok((token, attempt.next().to_owned())))
        }
        Err(DomainError::WrongCredentials) => Ok(Err(Failure::Unknown.page().into_response())),
        Err(error) => Err(error.into()),
    }
}

/// Returns the sign-in page, which shows what failed.
async fn failed(state: &AppState, error: &OidcError) -> Response {
    match error {
        OidcError::Unavailable => {
            let retry_after = [(header::RETRY_AFTER, RETRY_AFTER.to_string())];
            (StatusCode::SERVICE_UNAVAILABLE, retry_after, console::shell_of(state).await).into_response()
        }
        OidcError::Refused(_) => {
            tracing::warn!(%error, "an agent was not signed in");
            Failure::Refused.page().into_response()
        }
        OidcError::NoAddress => Failure::Unknown.page().into_response(),
    }
}
