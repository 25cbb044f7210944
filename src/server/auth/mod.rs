//! Authenticates requests by tokens from cookies and headers, and checks the origin of
//! writes.

mod cookie;
mod origin;
#[cfg(test)]
mod properties;
mod renewal;
mod shops;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
pub use cookie::{AGENT_COOKIE, CUSTOMER_COOKIE, SessionCookie, read_host_cookies};
pub use origin::{is_foreign, refuse_foreign_writes};
pub use renewal::{keep_cookies_out_of_caches, renew_cookies};
pub use shops::{FromShop, admit_shops, fill_in_page_host, shop};

use crate::{
    model::error::{ApiError, ErrorCode},
    server::domain::{
        access::sessions::Token,
        actor::{AdminActor, AgentAccess, AgentActor, CustomerActor},
        desk::Desk,
    },
};

/// Returns the bearer token of a request, if it has one.
pub fn bearer_token(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::new(token.trim()))
}

/// Returns the token of a request: the bearer token, else the cookie.
fn token(headers: &HeaderMap, cookie: &str) -> Option<Token> {
    bearer_token(headers).or_else(|| cookie::read(headers, cookie).map(Token::new))
}

/// Returns the customer who sends the request, if there is one.
///
/// # Errors
/// If the database fails.
pub async fn customer(desk: &Desk, headers: &HeaderMap) -> Result<Option<CustomerActor>, ApiError> {
    let Some(token) = customer_token(headers) else { return Ok(None) };
    let session = desk.access().use_as_customer(&token).await?;
    Ok(session.map(|session| renewal::note(headers, SessionCookie::customer, token, session)))
}

/// Returns the session of the customer whom an identity token names: the session of the
/// request, if it is theirs, else a new one. The new one replaces the one in the
/// browser's cookie.
///
/// # Errors
/// If the identity token is not valid now.
pub async fn identify(
    desk: &Desk,
    headers: &HeaderMap,
    identity_token: &str,
) -> Result<(Token, CustomerActor), ApiError> {
    Ok(match (customer(desk, headers).await?, customer_token(headers)) {
        (Some(caller), Some(session)) => {
            let identified = desk.access().identify_again(identity_token, &caller, session.clone()).await?;
            // The browser's cookie is replaced by the new one. A program may keep
            // both.
            if identified.0 != session && bearer_token(headers).is_none() {
                desk.access().end_session(&session).await?;
            }
            identified
        }
        _ => desk.access().identify(identity_token, None).await?,
    })
}

/// Returns the agent who sends the request, if there is one.
///
/// # Errors
/// If the agent must set up two-factor authentication first, or the database fails.
pub async fn agent(desk: &Desk, headers: &HeaderMap) -> Result<Option<AgentActor>, ApiError> {
    match agent_access(desk, headers).await? {
        Some(AgentAccess::SetUpOnly(_)) => Err(ApiError::new(
            ErrorCode::TwoFactorRequired,
            "Your team requires two-factor authentication. Set it up first.",
        )),
        access => Ok(access.and_then(AgentAccess::full)),
    }
}

/// Returns the agent who sends the request, if there is one, and what their session
/// permits.
///
/// # Errors
/// If the database fails.
pub async fn agent_access(desk: &Desk, headers: &HeaderMap) -> Result<Option<AgentAccess>, ApiError> {
    let Some(token) = agent_token(headers) else { return Ok(None) };
    let session = desk.access().use_as_agent(&token).await?;
    Ok(session.map(|session| renewal::note(headers, SessionCookie::agent, token, session)))
}

/// Returns the token of an agent's session in a request.
pub fn agent_token(headers: &HeaderMap) -> Option<Token> {
    token(headers, AGENT_COOKIE)
}

/// Returns the token of an agent's session in a browser's cookie: signing in there
/// replaces it.
pub fn agent_cookie(headers: &HeaderMap) -> Option<Token> {
    cookie::read(headers, AGENT_COOKIE).map(Token::new)
}

/// Returns the attempt to sign in by an OpenID provider from a browser's cookie.
pub fn oidc_cookie(headers: &HeaderMap) -> Option<&str> {
    cookie::read(headers, cookie::OIDC_COOKIE)
}

/// Returns the token of a customer's session in a request.
pub fn customer_token(headers: &HeaderMap) -> Option<Token> {
    token(headers, CUSTOMER_COOKIE)
}

/// Returns the agent who sends the request, for actions that are limited to agents.
///
/// # Errors
/// If the request has no session, or only a customer's; if the agent must set up
/// two-factor authentication first.
pub async fn require_agent(desk: &Desk, headers: &HeaderMap) -> Result<AgentActor, ApiError> {
    match agent(desk, headers).await? {
        Some(agent) => Ok(agent),
        None => Err(no_agent(desk, headers).await?),
    }
}

/// Returns the agent who sends the request, for setting up two-factor authentication:
/// agents may do that before anything else is permitted.
///
/// # Errors
/// If the request has no session, or only a customer's.
pub async fn require_agent_setting_up(desk: &Desk, headers: &HeaderMap) -> Result<AgentActor, ApiError> {
    match agent_access(desk, headers).await? {
        Some(AgentAccess::Full(agent) | AgentAccess::SetUpOnly(agent)) => Ok(agent),
        None => Err(no_agent(desk, headers).await?),
    }
}

/// Returns the error for a request that is not from an agent.
async fn no_agent(desk: &Desk, headers: &HeaderMap) -> Result<ApiError, ApiError> {
    // A customer's token is valid, but lacks the permission.
    Ok(match bearer_token(headers) {
        Some(token) if desk.access().customer_of(&token).await?.is_some() => {
            ApiError::new(ErrorCode::Forbidden, "Only agents can do this.")
        }
        _ => ApiError::not_signed_in(),
    })
}

/// Returns the admin who sends the request.
///
/// # Errors
/// If the request has no session, or one of a customer or an agent who is not an
/// admin.
pub async fn require_admin(desk: &Desk, headers: &HeaderMap) -> Result<AdminActor, ApiError> {
    let agent = require_agent(desk, headers).await?;
    agent.admin().ok_or_else(|| ApiError::new(ErrorCode::Forbidden, "Only admins can do this."))
}

/// Returns the customer who sends the request.
///
/// # Errors
/// If the request has no customer's session.
pub async fn require_customer(desk: &Desk, headers: &HeaderMap) -> Result<CustomerActor, ApiError> {
    customer(desk, headers).await?.ok_or_else(ApiError::not_signed_in)
}

/// An argument of a route that is limited to customers.
#[derive(Clone, Debug)]
pub struct AsCustomer(pub CustomerActor);

/// An argument of a route that is limited to agents.
#[derive(Clone, Debug)]
pub struct AsAgent(pub AgentActor);

/// An argument of a route that sets up two-factor authentication. It is also open to
/// agents who may do nothing else until then.
#[derive(Clone, Debug)]
pub struct AsAgentSettingUp(pub AgentActor);

/// An argument of a route that is limited to admins.
#[derive(Clone, Debug)]
pub struct AsAdmin(pub AdminActor);

impl<S> FromRequestParts<S> for AsCustomer
where
    Desk: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        require_customer(&Desk::from_ref(state), &parts.headers).await.map(Self)
    }
}

impl<S> FromRequestParts<S> for AsAgent
where
    Desk: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        require_agent(&Desk::from_ref(state), &parts.headers).await.map(Self)
    }
}

impl<S> FromRequestParts<S> for AsAgentSettingUp
where
    Desk: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        require_agent_setting_up(&Desk::from_ref(state), &parts.headers).await.map(Self)
    }
}

impl<S> FromRequestParts<S> for AsAdmin
where
    Desk: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        require_admin(&Desk::from_ref(state), &parts.headers).await.map(Self)
    }
}
