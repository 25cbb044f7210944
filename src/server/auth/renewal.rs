//! Sets a session's cookie again when the session is extended, so that the
//! browser keeps the cookie as long as the server keeps the session.

use std::cell::RefCell;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::{SessionCookie, bearer_token};
use crate::server::{
    domain::access::sessions::{InUse, Token},
    state::AppState,
};

tokio::task_local! {
    /// The sessions from cookies that the request has extended.
    static EXTENDED: RefCell<Vec<Extended>>;
}

/// A session whose cookie is to be set again.
struct Extended {
    /// Makes the cookie; the argument is whether it is `Secure`.
    cookie: fn(bool) -> SessionCookie,
    token: Token,
}

/// Records a session that was extended, for [`renew_cookies`], and returns its
/// user. A session from a bearer token needs no cookie.
pub(super) fn note<A>(headers: &HeaderMap, cookie: fn(bool) -> SessionCookie, token: Token, session: InUse<A>) -> A {
    if session.is_extended && bearer_token(headers).is_none() {
        // Without the middleware, there is no response in which to set a cookie.
        let _ = EXTENDED.try_with(|extended| extended.borrow_mut().push(Extended { cookie, token }));
    }
    session.actor
}

/// Sets the cookies of the sessions that a request has extended. Skips those
/// that ended while the request was answered, and cookies that the response
/// sets or removes itself.
pub async fn renew_cookies(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let answered = async {
        let response = next.run(request).await;
        (response, EXTENDED.with(RefCell::take))
    };
    let (mut response, extended) = EXTENDED.scope(RefCell::default(), answered).await;
    for Extended { cookie, token } in extended {
        let cookie = cookie(state.config.public_url.is_https());
        // If the database fails, the cookie is set again in an hour.
        let continues = state.desk.access().session_continues(&token).await.unwrap_or(false);
        if continues && !cookie.is_in(response.headers()) {
            response.headers_mut().extend(cookie.set(&token).map(|value| (header::SET_COOKIE, value)));
        }
    }
    response
}

/// Excludes responses that set a cookie from every cache: a cache would give
/// one person's session to another.
pub async fn keep_cookies_out_of_caches(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if headers.contains_key(header::SET_COOKIE) {
        let says_so = headers.get_all(header::CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
        if !says_so.flat_map(|value| value.split(',')).any(|word| word.trim() == "no-store") {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
    response
}
