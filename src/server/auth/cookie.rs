//! Session cookies. Customers and agents have one each: whoever tries the shop
//! and the console in one browser is both.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::Duration;

use crate::server::domain::sessions::{AGENT_SESSION, CUSTOMER_SESSION, Token};

/// The cookie of a customer's session.
pub const CUSTOMER_COOKIE: &str = "adda_session";
/// The cookie of an agent's session.
pub const AGENT_COOKIE: &str = "adda_agent";

/// A session cookie to be set or taken back.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    name: &'static str,
    lasts: Duration,
    secure: bool,
}

impl SessionCookie {
    /// A customer's. `secure`: browsers reach this server by https.
    pub fn customer(secure: bool) -> Self {
        Self { name: CUSTOMER_COOKIE, lasts: CUSTOMER_SESSION, secure }
    }

    /// An agent's. `secure`: browsers reach this server by https.
    pub fn agent(secure: bool) -> Self {
        Self { name: AGENT_COOKIE, lasts: AGENT_SESSION, secure }
    }

    /// The header that sets it.
    pub fn set(self, token: &Token) -> Option<HeaderValue> {
        self.header(token.reveal().to_owned(), self.lasts)
    }

    /// The header that takes it back.
    pub fn clear(self) -> Option<HeaderValue> {
        self.header(String::new(), Duration::zero())
    }

    /// Whether an answer sets it or takes it back.
    pub(super) fn is_in(self, answer: &HeaderMap) -> bool {
        let mut values = answer.get_all(header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        values.any(|value| value.split_once('=').is_some_and(|(name, _)| name == self.name))
    }

    /// The value is made of characters that headers may hold, so there always
    /// is a header.
    fn header(self, value: String, lasts: Duration) -> Option<HeaderValue> {
        let mut cookie = Cookie::new(self.name, value);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.secure);
        let age = format!("{cookie}; Max-Age={}", lasts.num_seconds());
        HeaderValue::from_str(&age).ok()
    }
}

/// The value of a request's cookie.
pub(super) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_for_this_site_and_not_for_scripts() {
        let header = SessionCookie::customer(true).set(&Token::new("abc")).unwrap();
        let text = header.to_str().unwrap();
        for part in ["adda_session=abc", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=15552000"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!SessionCookie::agent(false).set(&Token::new("abc")).unwrap().to_str().unwrap().contains("Secure"));
        assert!(SessionCookie::agent(false).clear().unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("x_adda_session=1; adda_session=2 ;adda_agent="));
        assert_eq!(read(&headers, CUSTOMER_COOKIE), Some("2"));
        assert_eq!(read(&headers, AGENT_COOKIE), None);
    }
}
