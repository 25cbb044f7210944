//! The server's part of the server functions: authenticates the caller, and
//! completes the response.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, Request, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use crate::{
    model::{
        agent::SignedInAgent,
        error::{ApiError, ErrorCode},
        ids::{AgentId, ConversationId},
        invitation::{Invitation, InvitationLink},
        page::VisitedPage,
        session::OwnSession,
        two_factor::{OwnProof, RecoveryCodes, SecondStep, SignInAnswer, TwoFactorSetup},
    },
    server::{
        auth,
        auth::{FromShop, SessionCookie},
        authenticator,
        domain::{
            access::{sessions::Token, sign_in::Entry},
            actor::{AdminActor, AgentAccess, AgentActor, CustomerActor},
            chat::visits::Visit,
            desk::Desk,
            error::DomainError,
            team::invitations::NewInvitation,
        },
        joining,
        links::Links,
        state::AppState,
    },
};

/// Converts a result of the domain to the result of a server function.
///
/// # Errors
/// The domain's error, as the API names it.
pub fn answer<T>(result: Result<T, DomainError>) -> Result<T, ApiError> {
    result.map_err(|error| {
        let error = ApiError::from(error);
        // An error of a server function consists only of its body.
        if let (Some(seconds), Some(response)) = (error.retry_after, use_context::<ResponseOptions>()) {
            response.insert_header(header::RETRY_AFTER, seconds.into());
        }
        error
    })
}

/// Returns the support desk.
///
/// # Errors
/// If it is missing: the router provides it to every server function.
pub fn desk() -> Result<Desk, ApiError> {
    Ok(state()?.desk.clone())
}

/// Returns the customer who calls.
///
/// # Errors
/// If no customer is signed in.
pub async fn customer() -> Result<CustomerActor, ApiError> {
    auth::require_customer(&desk()?, &parts()?.headers).await
}

/// Returns the agent who calls.
///
/// # Errors
/// If no agent is signed in.
pub async fn agent() -> Result<AgentActor, ApiError> {
    auth::require_agent(&desk()?, &parts()?.headers).await
}

/// Returns the agent who calls, provided that it is `expected`. The page of one agent
/// may still be open when another has signed in, in the same browser. Text by the first
/// must not be stored under the name of the second.
///
/// # Errors
/// If no agent is signed in, or another one than `expected`.
pub async fn signed_in_as(expected: Option<AgentId>) -> Result<AgentActor, ApiError> {
    let agent = agent().await?;
    if expected.is_none_or(|expected| expected == agent.agent_id) { Ok(agent) } else { Err(ApiError::not_signed_in()) }
}

/// Returns the admin who calls.
///
/// # Errors
/// If the caller is not signed in, or not an admin.
pub async fn admin() -> Result<AdminActor, ApiError> {
    auth::require_admin(&desk()?, &parts()?.headers).await
}

/// Returns whether the configuration sets the identity secret.
///
/// # Errors
/// If the configuration is missing: the router provides it to every server
/// function.
pub fn identity_secret_is_fixed() -> Result<bool, ApiError> {
    Ok(state()?.config.identity_secret.is_some())
}

/// Returns the agent who calls, for setting up two-factor authentication.
///
/// # Errors
/// If no agent is signed in.
pub async fn agent_setting_up() -> Result<AgentActor, ApiError> {
    auth::require_agent_setting_up(&desk()?, &parts()?.headers).await
}

/// Returns the agent who calls, if one is signed in.
///
/// # Errors
/// If the database fails.
pub async fn present_agent() -> Result<Option<AgentAccess>, ApiError> {
    auth::agent_access(&desk()?, &parts()?.headers).await
}

/// Returns the customer who calls; without a session, a new visitor; with an
/// identity token, the customer whom it identifies. A new session sets its
/// cookie; a page of another site, which gets no cookie, receives the session's
/// token.
///
/// # Errors
/// If the identity token is not valid.
pub async fn customer_or_visitor(identity_token: Option<String>) -> Result<(CustomerActor, Option<String>), ApiError> {
    let (state, parts) = (state()?, parts()?);
    let (token, customer) = match identity_token {
        Some(identity_token) => auth::identify(&state.desk, &parts.headers, &identity_token).await?,
        None => match auth::customer(&state.desk, &parts.headers).await? {
            Some(customer) => return Ok((customer, None)),
            None => answer(state.desk.access().start_visitor_session().await)?,
        },
    };
    if parts.extensions.get::<FromShop>().is_some() {
        return Ok((customer, Some(token.reveal().to_owned())));
    }
    set_cookie(SessionCookie::customer(state.config.public_url.is_https()).set(&token));
    Ok((customer, None))
}

/// Returns how to write addresses for the page of the caller; `token` is the
/// token of a session that has just begun.
///
/// # Errors
/// If the request is missing: the router provides it to every server function.
pub fn links(token: Option<&str>) -> Result<Links, ApiError> {
    let (state, parts) = (state()?, parts()?);
    Ok(match token {
        Some(token) => Links::with(&state, &parts, Some(Token::new(token))),
        None => Links::of(&state, &parts),
    })
}

/// Returns the page and the browser of the customer who calls, if the browser
/// sends them.
///
/// # Errors
/// If the request is missing: the router provides it to every server function.
pub fn visit(page: Option<VisitedPage>) -> Result<Option<Visit>, ApiError> {
    let Some(page) = page else { return Ok(None) };
    let headers = parts()?.headers;
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Ok(Some(Visit { page, user_agent: user_agent.to_owned() }))
}

/// Records the page on which the customer who calls has opened the chat, if the
/// browser sends it. The chat opens even if that cannot be written.
///
/// # Errors
/// If the request is missing: the router provides it to every server function.
pub async fn note_visit(
    customer: &CustomerActor,
    conversation: &ConversationId,
    page: Option<VisitedPage>,
) -> Result<(), ApiError> {
    let Some(visit) = visit(page)? else { return Ok(()) };
    let desk = desk()?;
    let database = desk.database().clone();
    let (customer, conversation) = (customer.clone(), conversation.clone());
    let write = async move { desk.chat().remember_visit(&customer, &conversation, &visit).await };
    database.write_incidentally("where a customer opened the chat", write).await;
    Ok(())
}

/// Signs an agent in and sets the cookie, unless a code is required as well.
///
/// # Errors
/// If the name or the password is wrong.
pub async fn start_agent_session(username: &str, password: String) -> Result<SignInAnswer, ApiError> {
    enter(answer(desk()?.access().begin_sign_in(username, password).await)?).await
}

/// Completes a sign-in by a code and sets the cookie.
///
/// # Errors
/// If the code is wrong, or the sign-in cannot be completed any more.
pub async fn finish_sign_in(second_step: String, code: &str) -> Result<SignedInAgent, ApiError> {
    let (token, agent) = answer(desk()?.access().finish_sign_in(&Token::new(second_step), code).await)?;
    signed_in_by(token, agent).await
}

/// Returns the answer to a correct password, and sets the cookie if no code is needed.
async fn enter(entry: Entry) -> Result<SignInAnswer, ApiError> {
    Ok(match entry {
        Entry::SignedIn(token, agent) => SignInAnswer::SignedIn(Box::new(signed_in_by(token, agent).await?)),
        Entry::CodeNeeded(token) => SignInAnswer::CodeNeeded(SecondStep { second_step: token.reveal().to_owned() }),
    })
}

/// Sets the cookie of a session that has just begun.
async fn signed_in_by(token: Token, agent: AgentAccess) -> Result<SignedInAgent, ApiError> {
    let state = state()?;
    end_session_before(&state.desk).await?;
    set_cookie(SessionCookie::agent(state.config.public_url.is_https()).set(&token));
    answer(state.desk.team().signed_in(&agent).await)
}

/// Ends the session in the browser's cookie before the cookie is replaced.
async fn end_session_before(desk: &Desk) -> Result<(), ApiError> {
    match auth::agent_cookie(&parts()?.headers) {
        Some(before) => answer(desk.access().end_session(&before).await),
        None => Ok(()),
    }
}

/// Returns the sessions of the agent who calls.
///
/// # Errors
/// If no agent is signed in.
pub async fn own_sessions() -> Result<Vec<OwnSession>, ApiError> {
    let agent = agent().await?;
    let current = current_session()?;
    answer(desk()?.access().own_sessions(&agent, &current).await)
}

/// Ends one of the sessions of the agent who calls, or all except the current
/// one.
///
/// # Errors
/// If no agent is signed in, or has no such session.
pub async fn end_own_sessions(id: Option<i64>) -> Result<(), ApiError> {
    let agent = agent().await?;
    let current = current_session()?;
    answer(match id {
        Some(id) => desk()?.access().end_own_session(&agent, id).await,
        None => desk()?.access().end_other_sessions(&agent, &current).await,
    })
}

/// Returns a link that the admin passes on.
///
/// # Errors
/// The domain's error, as the API names it.
pub fn invitation_link(made: Result<NewInvitation, DomainError>) -> Result<InvitationLink, ApiError> {
    Ok(joining::link(&state()?.config, answer(made)?))
}

/// Returns the agent whom a link is for.
///
/// # Errors
/// If the link is not valid.
pub async fn link_holder(token: String) -> Result<Invitation, ApiError> {
    answer(desk()?.team().invitation(&Token::new(token)).await)
}

/// Uses a link, and signs the agent in as [`start_agent_session`] does.
///
/// # Errors
/// If the password is not acceptable, or the link is not valid.
pub async fn join_by_link(token: String, password: &str) -> Result<SignInAnswer, ApiError> {
    enter(answer(desk()?.team().join(&Token::new(token), password).await)?).await
}

/// Makes a secret for the app of the agent who calls.
///
/// # Errors
/// If no agent is signed in, or two-factor authentication is on already.
pub async fn begin_two_factor() -> Result<TwoFactorSetup, ApiError> {
    let (agent, state) = (agent_setting_up().await?, state()?);
    let secret = answer(state.desk.access().begin_two_factor(&agent).await)?;
    answer(authenticator::setup(&state.config.public_url, &agent.username, &secret))
}

/// Turns two-factor authentication on; the current session continues.
///
/// # Errors
/// If no agent is signed in, or the code is wrong.
pub async fn confirm_two_factor(code: &str) -> Result<RecoveryCodes, ApiError> {
    let (agent, current) = (agent_setting_up().await?, current_session()?);
    let recovery_codes = answer(desk()?.access().confirm_two_factor(&agent, &current, code).await)?;
    Ok(RecoveryCodes { recovery_codes })
}

/// Turns two-factor authentication off; the current session continues.
///
/// # Errors
/// If no agent is signed in, or neither the password nor the code is right.
pub async fn turn_two_factor_off(proof: OwnProof) -> Result<(), ApiError> {
    let (agent, current) = (agent().await?, current_session()?);
    answer(desk()?.access().turn_two_factor_off(&agent, &current, proof).await)
}

/// Returns the token of the agent's session in the request.
fn current_session() -> Result<Token, ApiError> {
    auth::agent_token(&parts()?.headers).ok_or_else(ApiError::not_signed_in)
}

/// Changes the agent's own password; the current session continues.
///
/// # Errors
/// If the old password is wrong, or the new one is not acceptable.
pub async fn change_password(old: String, new: String) -> Result<(), ApiError> {
    let agent = agent().await?;
    let current = current_session()?;
    answer(desk()?.team().change_own_password(&agent, &current, old, new).await)
}

/// Ends the agent's session and removes the cookie.
///
/// # Errors
/// If the database fails.
pub async fn end_agent_session() -> Result<(), ApiError> {
    let state = state()?;
    if let Some(token) = auth::agent_token(&parts()?.headers) {
        answer(state.desk.access().end_session(&token).await)?;
    }
    set_cookie(SessionCookie::agent(state.config.public_url.is_https()).clear());
    Ok(())
}

/// Gives an error of a server function the status of its code: Leptos itself
/// answers every error with 500. Also excludes the responses from caches.
pub async fn status_by_code(request: Request<Body>, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !response.status().is_server_error() {
        return response;
    }
    let (parts, body) = response.into_parts();
    // The body of an error is a sentence and a code.
    let error = to_bytes(body, 16 * 1024).await.ok().and_then(|bytes| serde_json::from_slice::<ApiError>(&bytes).ok());
    let error = error.unwrap_or_else(|| ApiError::new(ErrorCode::Malformed, "The request could not be read."));
    let mut response = error.into_response();
    for (name, value) in parts.headers {
        match name {
            Some(name) if name == header::RETRY_AFTER => drop(response.headers_mut().insert(name, value)),
            Some(name) if name == header::SET_COOKIE || name.as_str() == "serverfnerror" => {
                response.headers_mut().append(name, value);
            }
            _ => {}
        }
    }
    response
}

fn set_cookie(cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
    }
}

/// Returns the state that all requests share.
///
/// # Errors
/// If it is missing: the router provides it to every server function.
pub fn state() -> Result<AppState, ApiError> {
    use_context().ok_or_else(|| ApiError::from(DomainError::Broken("a server function has no state")))
}

fn parts() -> Result<Parts, ApiError> {
    use_context().ok_or_else(|| ApiError::from(DomainError::Broken("a server function has no request")))
}
