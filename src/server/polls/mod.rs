//! The fast path of polls.
//!
//! Nearly all requests are polls, and most of them find nothing new. So they are recognised
//! before all routes and layers, answered by the same domain functions as in the routes, and
//! get only the few headers that they need. A request that is not an ordinary poll with a
//! session goes through the routes, and so does a poll that is refused, because the routes
//! report the reason. A poll that the database cannot answer at the moment is answered here
//! with an error.
//!
//! Requests that wait for changes take the fast path too. While one waits, the server keeps only
//! what its response needs, and the stream of its connection (`serve/requests.rs`).

mod question;
mod route;

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll as Readiness},
    time::Instant,
};

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tower::Service;

use self::question::{AgentPoll, CustomerPoll, MAX_BODY, Poll, Question};
pub use self::route::PollRoute;
use crate::{
    model::error::ApiError,
    server::{
        auth,
        auth::SessionCookie,
        caching::DEPENDS_ON,
        domain::{
            access::sessions::{InUse, Token},
            actor::{AgentAccess, AgentActor, CustomerActor},
            chat::hints::Wait,
            database::{has_read, sharing_one_check},
            desk::Desk,
            error::DomainError,
        },
        links::Links,
        serve::Connection,
        state::AppState,
        time_limit,
    },
};

/// Answers polls itself and passes all other requests on to another service.
#[derive(Clone)]
pub struct PollsFirst<S> {
    state: AppState,
    others: S,
}

impl<S> PollsFirst<S> {
    /// Puts the fast path before a service.
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
            return Box::pin(sharing_one_check(self.others.call(request)));
        };
        let (route, began) = (question.route(), Instant::now());
        let state = self.state.clone();
        let others = self.others.clone();
        // The service that was polled for readiness has to take the request.
        let mut others = std::mem::replace(&mut self.others, others);
        Box::pin(async move {
            let requests = state.clone();
            // On the heap, and freed while the request waits for changes.
            let answering = Box::pin(async move {
                match answer(&state, question, request).await {
                    Ok(answer) => {
                        state.desk.tally().count_poll(has_read());
                        Ok(answer)
                    }
                    Err(Refused(request)) => others.call(request).await.map(Answer::OfRoutes),
                }
            });
            let count = |status| requests.requests.count_poll(route, status, began.elapsed());
            match time_limit::within(sharing_one_check(answering)).await? {
                Answer::Ready(response) => {
                    count(response.status());
                    Ok(response)
                }
                // `request_log` has counted it.
                Answer::OfRoutes(response) => Ok(response),
                Answer::Waits(waiting) => {
                    // Counted now: how long it waits says nothing about the server.
                    count(StatusCode::OK);
                    drop(requests);
                    Ok(waiting.response().await)
                }
            }
        })
    }
}

/// A request that the routes have to answer.
struct Refused(Request);

/// The result of a request.
enum Answer {
    /// A response of the fast path.
    Ready(Response),
    /// A response of the routes.
    OfRoutes(Response),
    /// One that waits for changes.
    Waits(Box<Waiting>),
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self::Ready(response)
    }
}

/// A request that waits for changes.
struct Waiting {
    wait: Wait,
    caller_headers: CallerHeaders,
    connection: Option<Connection>,
}

impl Waiting {
    async fn response(self) -> Response {
        let Self { wait, caller_headers, connection } = self;
        let hint = wait.hint();
        // Captures only `hint` and `caller_headers`.
        let response = async move {
            match json(&hint.await) {
                Some(mut response) => {
                    response.headers_mut().append(header::VARY, DEPENDS_ON);
                    caller_headers.add_to(response)
                }
                None => ApiError::from(DomainError::Broken("a hint is not JSON")).into_response(),
            }
        };
        match connection {
            Some(connection) => connection.answer_later(response).await,
            // A test sends the request without a server.
            None => response.await,
        }
    }
}

/// The headers of a response that depend on the caller.
#[derive(Default)]
struct CallerHeaders {
    /// The cookie that extends the session in the browser.
    cookie: Option<HeaderValue>,
    /// The origin of another site's page that may read the response.
    shop: Option<HeaderValue>,
}

impl CallerHeaders {
    fn add_to(self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.extend(self.cookie.map(|cookie| (header::SET_COOKIE, cookie)));
        if let Some(shop) = self.shop {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, shop);
        }
        response
    }
}

async fn answer(state: &AppState, question: Question, request: Request) -> Result<Answer, Refused> {
    let (parts, body) = request.into_parts();
    let (poll, body) = match question {
        Question::Whole(poll) => (Some(poll), body),
        Question::InBody(function) => match to_bytes(body, MAX_BODY).await {
            Ok(bytes) => (function.read(&bytes), Body::from(bytes)),
            Err(_) => return Ok(ApiError::too_large().into_response().into()),
        },
    };
    let refusal = match poll {
        Some(poll) => match answered(state, &parts, poll).await {
            Ok(answer) => return Ok(answer),
            Err(refusal) => refusal,
        },
        None => Refusal::Routes,
    };
    match refusal {
        Refusal::Routes => Err(Refused(Request::from_parts(parts, body))),
        Refusal::Unavailable(error, shop) => {
            Ok(CallerHeaders { shop, cookie: None }.add_to(ApiError::from(error).into_response()).into())
        }
    }
}

/// The reason why the fast path has no result for a poll.
enum Refusal {
    /// The routes have to report the reason.
    Routes,
    /// The database cannot be used at the moment. The routes would query it once more,
    /// which would worsen an overload.
    Unavailable(DomainError, Option<HeaderValue>),
}

/// The session of a request, and how it was sent.
struct Caller {
    token: Token,
    is_cookie: bool,
    /// The origin of another site's page that sends the request.
    shop: Option<HeaderValue>,
}

impl Caller {
    /// Returns the caller; none if a layer has to handle the request.
    async fn of(state: &AppState, headers: &HeaderMap, is_read: bool, poll: &Poll) -> Option<Self> {
        let shop = if matches!(poll, Poll::Customer(_)) { auth::shop(state, headers).await.ok()? } else { None };
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
    match poll {
        Poll::Customer(_) => SessionCookie::customer(secure),
        Poll::Agent(_) => SessionCookie::agent(secure),
    }
}

/// Returns the answer to a poll.
async fn answered(state: &AppState, parts: &Parts, poll: Poll) -> Result<Answer, Refusal> {
    let is_read = parts.method == Method::GET;
    let caller = Caller::of(state, &parts.headers, is_read, &poll).await.ok_or(Refusal::Routes)?;
    let cookie = cookie(state, &poll);
    match answer_to(state, &caller, poll).await {
        Ok(Some((found, is_extended))) => {
            let cookie = if is_extended && caller.is_cookie { cookie.set(&caller.token) } else { None };
            let caller_headers = CallerHeaders { cookie, shop: caller.shop };
            Ok(match found {
                Found::Ready(response) => Answer::Ready(caller_headers.add_to(response)),
                Found::Waits(wait) => {
                    let connection = parts.extensions.get().cloned();
                    Answer::Waits(Box::new(Waiting { wait, caller_headers, connection }))
                }
            })
        }
        Err(error) if error.is_temporary() => Err(Refusal::Unavailable(error, caller.shop)),
        Ok(None) | Err(_) => Err(Refusal::Routes),
    }
}

/// The answer to a poll, without the headers that depend on the caller.
enum Found {
    Ready(Response),
    Waits(Wait),
}

impl Found {
    fn json(value: &impl Serialize) -> Option<Self> {
        json(value).map(Self::Ready)
    }
}

/// Returns the answer to a poll, and whether it has extended the session; none if the
/// routes have to refuse it.
async fn answer_to(state: &AppState, caller: &Caller, poll: Poll) -> Result<Option<(Found, bool)>, DomainError> {
    let (desk, token) = (&state.desk, &caller.token);
    if !desk.limits().admits_request(token) {
        return Ok(None);
    }
    let (found, is_extended) = match poll {
        Poll::Customer(poll) => {
            let Some(InUse { actor, is_extended }) = desk.access().use_as_customer(token).await? else {
                return Ok(None);
            };
            (for_customer(state, caller, actor, poll).await?, is_extended)
        }
        // Boxed, so that a customer's poll, which is the most frequent, needs less memory.
        Poll::Agent(poll) => {
            let Some(InUse { actor, is_extended }) = Box::pin(desk.access().use_as_agent(token)).await? else {
                return Ok(None);
            };
            let AgentAccess::Full(agent) = actor else { return Ok(None) };
            (Box::pin(for_agent(desk, agent, poll)).await?, is_extended)
        }
    };
    Ok(found.map(|found| (found, is_extended)))
}

async fn for_customer(
    state: &AppState,
    caller: &Caller,
    customer: CustomerActor,
    poll: CustomerPoll,
) -> Result<Option<Found>, DomainError> {
    match poll {
        CustomerPoll::Messages { conversation, range } => {
            let thread = state.desk.chat().thread(&customer.into(), &conversation, range).await?;
            let links = Links::to(state, caller.shop.is_some().then(|| caller.token.clone()));
            Ok(links.thread(thread).await.ok().and_then(|thread| Found::json(&thread)))
        }
        CustomerPoll::Wait { conversation, since } => state
            .desk
            .chat()
            .wait_as_customer(&customer, &conversation, since.as_ref())
            .await
            .map(|wait| Some(Found::Waits(wait))),
    }
}

async fn for_agent(desk: &Desk, agent: AgentActor, poll: AgentPoll) -> Result<Option<Found>, DomainError> {
    Ok(match poll {
        AgentPoll::Messages { conversation, range } => {
            Found::json(&desk.chat().thread(&agent.into(), &conversation, range).await?)
        }
        AgentPoll::Watch { id, range, is_looking } => {
            Found::json(&desk.chat().watch(&agent, &id, range, is_looking).await?)
        }
        AgentPoll::Inbox { since } => Found::json(&desk.inbox().inbox_changes(&agent, &since).await?),
        AgentPoll::Wait { id, since } => {
            Some(Found::Waits(desk.chat().wait_as_agent(&agent, id.as_ref(), since.as_ref()).await?))
        }
    })
}

/// Returns a response that must not be cached.
fn json(value: &impl Serialize) -> Option<Response> {
    let body = serde_json::to_vec(value).ok()?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Some((headers, Body::from(body)).into_response())
}
