//! How a page of another site says who its customer is. Cookies of this server
//! are not sent from there; so each request carries the session's token, which
//! the page keeps in a `localStorage` of its own.

use std::cell::RefCell;

use leptos::server_fn::{
    client::{Client, browser::BrowserClient, get_server_url},
    error::FromServerFnError,
    request::browser::BrowserRequest,
    response::browser::BrowserResponse,
};
use server_fn::Bytes;

use crate::ui::storage;

const TOKEN_KEY: &str = "adda.token";

thread_local! {
    /// For pages that may keep nothing: else each request would be a stranger's.
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the token of a new session.
pub fn keep(token: String) {
    storage::set(TOKEN_KEY, &token);
    TOKEN.set(Some(token));
}

/// Forgets the session, where its token was not in the storage.
pub fn forget() {
    TOKEN.set(None);
}

/// The header that says who asks; none on this server's own pages.
pub fn authorization() -> Option<String> {
    let token = storage::get(TOKEN_KEY).or_else(|| TOKEN.with_borrow(Clone::clone))?;
    Some(["Bearer ", &token].concat())
}

/// An address of this server, as a page of any site asks for it.
pub fn absolute(path: &str) -> String {
    [get_server_url(), path].concat()
}

/// Whether the page is another site's.
pub fn is_elsewhere() -> bool {
    !get_server_url().is_empty()
}

/// Calls server functions as the customer.
pub struct CustomerClient;

impl<Error, Received, Sent> Client<Error, Received, Sent> for CustomerClient
where
    Error: FromServerFnError,
    Received: FromServerFnError,
    Sent: FromServerFnError,
{
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, Error>> + Send {
        if let Some(authorization) = authorization() {
            request.headers().set("Authorization", &authorization);
        }
        <BrowserClient as Client<Error, Received, Sent>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl futures::Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl futures::Sink<Bytes> + Send + 'static,
            ),
            Error,
        >,
    > + Send {
        <BrowserClient as Client<Error, Received, Sent>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<Error, Received, Sent>>::spawn(future);
    }
}
