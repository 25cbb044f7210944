//! How a page of another site says who its customer is. Cookies of this server
//! are not sent from there; so each request carries the session's token, which
//! the page keeps in a `localStorage` of its own.

use std::cell::RefCell;

use super::storage;

const TOKEN_KEY: &str = "adda.token";

thread_local! {
    /// This server's origin; empty on its own pages.
    static SERVER: RefCell<String> = const { RefCell::new(String::new()) };
    /// For pages that may keep nothing: else each request would be a stranger's.
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The page is another site's, and this server's origin is `server`.
pub fn ask_from_elsewhere(server: String) {
    SERVER.set(server);
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

/// Returns the header that says who asks; none on this server's own pages.
pub fn authorization() -> Option<String> {
    Some(["Bearer ", &token()?].concat())
}

/// Returns the session's token; none on this server's own pages.
pub fn token() -> Option<String> {
    storage::get(TOKEN_KEY).or_else(|| TOKEN.with_borrow(Clone::clone))
}

/// Returns an address of this server, as a page of any site asks for it.
pub fn absolute(path: &str) -> String {
    SERVER.with_borrow(|server| [server, path].concat())
}
