//! Sessions: those of visitors, those of identified customers, and agents' sign-in.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::Body, output::Done};
use crate::{
    model::{agent::SignedInAgent, customer::CustomerSession, error::ApiError},
    server::{
        auth::{self, SessionCookie},
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(start)).routes(routes!(sign_in)).routes(routes!(sign_out))
}

/// The identity of a customer, as the shop signs it.
#[derive(Deserialize, ToSchema)]
struct Identity {
    /// A JSON Web Token that the shop has signed. Without one, the session is a
    /// visitor's.
    identity_token: Option<String>,
}

/// Starts a session of a visitor, or of the customer that the shop identifies. The
/// body may be left out. A caller with a session of the same account keeps it.
#[utoipa::path(
    post,
    path = "/session",
    request_body = Identity,
    responses(
        (status = 200, body = CustomerSession),
        (status = 401, description = "The identity token is rejected; `reason` says why.", body = ApiError),
        (
            status = 403,
            description = "The shop requires sign-in, or the request comes from another site.",
            body = ApiError,
        ),
        (status = 409, description = "The shop isn't taking new conversations.", body = ApiError),
    ),
    security(()),
)]
async fn start(
    State(state): State<AppState>,
    headers: HeaderMap,
    identity: Option<Body<Identity>>,
) -> Result<Response, ApiError> {
    let (token, customer) = match identity.and_then(|Body(identity)| identity.identity_token) {
        Some(identity_token) => auth::identify(&state.desk, &headers, &identity_token).await?,
        None => match (auth::customer(&state.desk, &headers).await?, auth::customer_token(&headers)) {
            (Some(caller), Some(token)) => (token, caller),
            _ => state.desk.access().start_visitor_session().await?,
        },
    };
    let cookie = SessionCookie::customer(state.config.public_url.is_https()).set(&token);
    let session = CustomerSession { token: token.reveal().to_owned(), customer: customer.customer };
    Ok((AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie))), Json(session)).into_response())
}

/// The name, the password and the code that an agent signs in with.
#[derive(Deserialize, ToSchema)]
struct Credentials {
    /// The username.
    username: String,
    /// The password.
    password: String,
    /// A code of the agent's app, or a recovery code. It is checked only if the agent
    /// has turned on two-factor authentication.
    code: Option<String>,
}

/// The session of an agent.
#[derive(Serialize, ToSchema)]
struct AgentSession {
    /// The bearer token. It is shown only this once.
    token: String,
    /// The agent who signed in.
    agent: SignedInAgent,
}

/// Signs an agent in. Also sets the cookie, and ends the session that the browser's
/// cookie had before. If the agent has turned on two-factor authentication, a `code` is
/// also needed.
#[utoipa::path(
    post,
    path = "/login",
    request_body = Credentials,
    responses(
        (status = 200, body = AgentSession),
        (
            status = 401,
            description = "The name or the password is wrong (`wrong_credentials`), a code is needed besides \
                (`code_needed`), or the code is wrong or has been used (`wrong_code`).",
            body = ApiError,
        ),
    ),
    security(()),
)]
async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> Result<Response, ApiError> {
    let Credentials { username, password, code } = credentials;
    let (token, agent) = match code.filter(|code| !code.is_empty()) {
        Some(code) => state.desk.access().sign_in_with_code(&username, password, &code).await?,
        None => state.desk.access().sign_in(&username, password).await?,
    };
    if let Some(before) = auth::agent_cookie(&headers) {
        state.desk.access().end_session(&before).await?;
    }
    let cookie = SessionCookie::agent(state.config.public_url.is_https()).set(&token);
    let session = AgentSession { token: token.reveal().to_owned(), agent: state.desk.team().signed_in(&agent).await? };
    Ok((AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie))), Json(session)).into_response())
}

/// Ends the sessions that the request shows, an agent's and a customer's.
#[utoipa::path(post, path = "/logout", responses((status = 200, body = Done)), security(()))]
async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    for token in [auth::agent_token(&headers), auth::customer_token(&headers)].into_iter().flatten() {
        state.desk.access().end_session(&token).await?;
    }
    let secure = state.config.public_url.is_https();
    let cookies = [SessionCookie::agent(secure).clear(), SessionCookie::customer(secure).clear()];
    let cookies = cookies.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie));
    Ok((AppendHeaders(cookies), Done::json()).into_response())
}
