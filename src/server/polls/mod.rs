//! The short way of polls.
//!
//! Polls are nearly all requests there are, and most of them find nothing new. So they are
//! recognised before all routes and layers, asked of the same domain functions as by the
//! routes, and answered with the few headers that they need. What is not an ordinary poll
//! with a session takes the way of all other requests, and so does a poll that is refused:
//! the routes say why. A poll that the database cannot answer at the moment is put off here.

mod question;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll as Readiness},
};

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tower::Service;

use self::question::{MAX_BODY, Poll, Question};
use super::{
    auth::{self, SessionCookie},
    domain::{actor::AgentAccess, database::of_one_moment, error::DomainError, sessions::Token},
    links::Links,
    state::AppState,
    time_limit,
};
use crate::model::error::ApiError;

/// Answers polls itself and leaves all other requests to another service.
#[derive(Clone)]
pub struct PollsFirst<S> {
    state: AppState,
    others: S,
}

impl<S> PollsFirst<S> {
    /// Puts the short way before a service.
    pub fn new(state: AppState, others: S) -> Self {
        Self { state, others }
    }
}

impl<S> Service<Request> for PollsFirst<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Readiness<Result<(), Infallible>> {
        self.others.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(question) = Question::of(&request) else {
            return Box::pin(of_one_moment(self.others.call(request)));
        };
        let state = self.state.clone();
        let others = self.others.clone();
        // The one that is ready takes the request.
        let mut others = std::mem::replace(&mut self.others, others);
        Box::pin(async move {
            let answering = async {
                match answer(&state, question, request).await {
                    Ok(response) => Ok(response),
                    Err(Refused(request)) => others.call(request).await,
                }
            };
            time_limit::within(of_one_moment(answering)).await
        })
    }
}

/// A request that the routes have to answer.
struct Refused(Request);

async fn answer(state: &AppState, question: Question, request: Request) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    let (poll, body) = match question {
        Question::Whole(poll) => (Some(poll), body),
        Question::InBody(function) => match to_bytes(body, MAX_BODY).await {
            Ok(bytes) => (function.read(&bytes), Body::from(bytes)),
            Err(_) => return Ok(ApiError::too_large().into_response()),
        },
    };
    let refusal = match poll {
        Some(poll) => match answered(state, &parts.headers, parts.method == Method::GET, poll).await {
            Ok(response) => return Ok(response),
            Err(refusal) => refusal,
        },
        None => Refusal::Routes,
    };
    match refusal {
        Refusal::Routes => Err(Refused(Request::from_parts(parts, body))),
        Refusal::Unavailable(error, shop) => Ok(for_shop(ApiError::from(error).into_response(), shop)),
    }
}

/// Why a poll is not answered.
enum Refusal {
    /// The routes have to say.
    Routes,
    /// The database cannot be used at the moment. The routes would ask it once more, and
    /// so make an overload worse.
    Unavailable(DomainError, Option<HeaderValue>),
}

/// Whose session a request shows, and how.
struct Caller {
    token: Token,
    is_cookie: bool,
    /// The page of another site that asks.
    shop: Option<HeaderValue>,
}

impl Caller {
    /// Returns the caller; none if a layer has something to say about the request.
    async fn of(state: &AppState, headers: &HeaderMap, is_read: bool, poll: &Poll) -> Option<Self> {
        let shop = if poll.is_customers() { auth::shop(state, headers).await.ok()? } else { None };
        if let Some(token) = auth::bearer_token(headers) {
            return Some(Self { token, is_cookie: false, shop });
        }
        if shop.is_some() || !is_read && auth::is_foreign(headers, state.config.public_url.as_str()) {
            return None;
        }
        let token = cookie(state, poll).read(headers)?;
        Some(Self { token, is_cookie: true, shop: None })
    }
}

fn cookie(state: &AppState, poll: &Poll) -> SessionCookie {
    let secure = state.config.public_url.is_https();
    if poll.is_customers() { SessionCookie::customer(secure) } else { SessionCookie::agent(secure) }
}

/// Returns the answer to a poll.
async fn answered(state: &AppState, headers: &HeaderMap, is_read: bool, poll: Poll) -> Result<Response, Refusal> {
    let caller = Caller::of(state, headers, is_read, &poll).await.ok_or(Refusal::Routes)?;
    match response(state, &caller, poll).await {
        Ok(Some(response)) => Ok(for_shop(response, caller.shop)),
        Err(error) if error.is_temporary() => Err(Refusal::Unavailable(error, caller.shop)),
        Ok(None) | Err(_) => Err(Refusal::Routes),
    }
}

/// Returns the answer to a poll; none if the routes have to refuse it.
async fn response(state: &AppState, caller: &Caller, poll: Poll) -> Result<Option<Response>, DomainError> {
    let (desk, token) = (&state.desk, &caller.token);
    desk.charge_request(token)?;
    let cookie = cookie(state, &poll);
    let (response, is_extended) = if let Poll::Customer { conversation, range } = poll {
        let Some(session) = desk.use_as_customer(token).await? else { return Ok(None) };
        let thread = desk.thread(&session.actor.into(), &conversation, range).await?;
        let links = Links::to(state, caller.shop.is_some().then(|| token.clone()));
        let Ok(thread) = links.thread(thread).await else { return Ok(None) };
        (json(&thread), session.is_extended)
    } else {
        let Some(session) = desk.use_as_agent(token).await? else { return Ok(None) };
        let AgentAccess::Full(agent) = session.actor else { return Ok(None) };
        // Boxed, because a customer's poll, which is the most frequent, needs less room.
        let response = match poll {
            Poll::Inbox { since } => json(&Box::pin(desk.inbox_changes(&agent, &since)).await?),
            Poll::Watch { id, range, is_looking } => json(&Box::pin(desk.watch(&agent, &id, range, is_looking)).await?),
            Poll::Agent { conversation, range } | Poll::Customer { conversation, range } => {
                json(&desk.thread(&agent.into(), &conversation, range).await?)
            }
        };
        (response, session.is_extended)
    };
    let Some(mut response) = response else { return Ok(None) };
    if is_extended && caller.is_cookie {
        response.headers_mut().extend(cookie.set(token).map(|value| (header::SET_COOKIE, value)));
    }
    Ok(Some(response))
}

/// Returns an answer that the page of another site may read, if it asks.
fn for_shop(mut response: Response, shop: Option<HeaderValue>) -> Response {
    if let Some(shop) = shop {
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, shop);
    }
    response
}

/// Returns an answer that nothing may keep.
fn json(value: &impl Serialize) -> Option<Response> {
    let body = serde_json::to_vec(value).ok()?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Some((headers, Body::from(body)).into_response())
}
