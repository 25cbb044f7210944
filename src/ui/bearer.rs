//! Identifies the customer on a page of another site. Such a page sends no cookies of this server,
//! so each request carries the session's token, which the page keeps in its own `localStorage`.

use std::cell::RefCell;

use super::storage;

const TOKEN_KEY: &str = "adda.token";

thread_local! {
    /// This server's origin; empty on its own pages.
    static SERVER: RefCell<String> = const { RefCell::new(String::new()) };
    /// The session's token, for pages without storage: otherwise each request would come from a new
    /// visitor.
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Marks the page as one of another site; `server` is this server's origin.
pub fn ask_from_elsewhere(server: String) {
    SERVER.set(server);
}

/// Stores the token of a new session.
pub fn keep(token: String) {
    storage::set(TOKEN_KEY, &token);
    TOKEN.set(Some(token));
}

/// Forgets the token in memory. The loader deletes the stored one.
pub fn forget() {
    TOKEN.set(None);
}

/// Returns the header that identifies the customer; none before there is a token, and on this
/// server's own pages.
pub fn authorization() -> Option<String> {
    Some(["Bearer ", &token()?].concat())
}

/// Returns the session's token; none before there is one, and on this server's own pages.
pub fn token() -> Option<String> {
    storage::get(TOKEN_KEY).or_else(|| TOKEN.with_borrow(Clone::clone))
}

/// Returns an address of this server in the form that the current page needs.
pub fn absolute(path: &str) -> String {
    SERVER.with_borrow(|server| [server, path].concat())
}
