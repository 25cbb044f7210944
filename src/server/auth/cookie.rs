//! Session cookies. Customers and agents have separate ones, because a person
//! who tries the shop and the console in one browser is both.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::Duration;

use crate::server::{
    domain::access::sessions::{AGENT_SESSION, CUSTOMER_SESSION, Token},
    state::AppState,
};

/// The cookie of a customer's session.
pub const CUSTOMER_COOKIE: &str = "adda_session";
/// The cookie of an agent's session.
pub const AGENT_COOKIE: &str = "adda_agent";

/// The cookie of an attempt to sign in by an OpenID provider.
pub const OIDC_COOKIE: &str = "adda_oidc";
/// How long such an attempt may take.
const OIDC_ATTEMPT: Duration = Duration::minutes(10);

/// The prefix of the names over https: a browser accepts such a cookie only from this
/// host itself, over https and for all of its paths (RFC 6265bis, section 4.1.3.2), so
/// another host of the same site cannot set one.
const HOST_PREFIX: &str = "__Host-";

/// A session cookie to set or to remove.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    name: &'static str,
    lasts: Duration,
    secure: bool,
}

impl SessionCookie {
    /// Returns the cookie of a customer's session. `secure` is whether browsers reach
    /// this server by https.
    pub fn customer(secure: bool) -> Self {
        Self { name: CUSTOMER_COOKIE, lasts: CUSTOMER_SESSION, secure }
    }

    /// Returns the cookie of an agent's session. `secure` is whether browsers reach this
    /// server by https.
    pub fn agent(secure: bool) -> Self {
        Self { name: AGENT_COOKIE, lasts: AGENT_SESSION, secure }
    }

    /// Returns the cookie of an attempt to sign in by an OpenID provider. `secure` is
    /// whether browsers reach this server by https.
    pub fn oidc(secure: bool) -> Self {
        Self { name: OIDC_COOKIE, lasts: OIDC_ATTEMPT, secure }
    }

    /// Returns the header that sets it.
    pub fn set(self, token: &Token) -> Option<HeaderValue> {
        self.header(token.reveal().to_owned(), self.lasts)
    }

    /// Returns the header that removes it.
    pub fn clear(self) -> Option<HeaderValue> {
        self.header(String::new(), Duration::zero())
    }

    /// Returns the token in a request's cookie.
    pub fn read(self, headers: &HeaderMap) -> Option<Token> {
        read(headers, &self.name()).map(Token::new)
    }

    /// Returns whether a response sets or removes it.
    pub(super) fn is_in(self, answer: &HeaderMap) -> bool {
        let mut values = answer.get_all(header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        values.any(|value| value.split_once('=').is_some_and(|(name, _)| name == self.name()))
    }

    /// Returns its name in the browser.
    fn name(self) -> String {
        [if self.secure { HOST_PREFIX } else { "" }, self.name].concat()
    }

    /// Returns the header. The value consists of characters that headers may
    /// contain, so this always succeeds.
    fn header(self, value: String, lasts: Duration) -> Option<HeaderValue> {
        let mut cookie = Cookie::new(self.name(), value);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.secure);
        let age = format!("{cookie}; Max-Age={}", lasts.num_seconds());
        HeaderValue::from_str(&age).ok()
    }
}

/// Renames the session cookies of a request over https to their plain names, which all
/// other code reads. Cookies that arrive under the plain names are dropped: another host
/// of the site may have set them. Cookies with characters beyond ASCII, which other
/// programs on this host may set, are dropped too: a header that contains one cannot be
/// read as text.
pub async fn read_host_cookies(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let is_https = state.config.public_url.is_https();
    let headers = request.headers_mut();
    if is_https || headers.get_all(header::COOKIE).into_iter().any(|line| line.to_str().is_err()) {
        let plain: Vec<&str> =
            pairs(headers).filter_map(|pair| if is_https { plain_name(pair) } else { Some(pair) }).collect();
        let plain = HeaderValue::from_str(&plain.join("; "));
        headers.remove(header::COOKIE);
        if let Some(plain) = plain.ok().filter(|plain| !plain.is_empty()) {
            headers.insert(header::COOKIE, plain);
        }
    }
    next.run(request).await
}

/// Returns the cookies of a request, each with its name, except those with characters
/// beyond ASCII.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::COOKIE).into_iter().map(HeaderValue::as_bytes);
    let pairs = lines.flat_map(|line| line.split(|byte| *byte == b';'));
    pairs.filter(|pair| pair.is_ascii()).filter_map(|pair| std::str::from_utf8(pair).ok()).map(str::trim)
}

/// Returns a cookie under its plain name; none if it arrived under the plain name of a
/// session.
pub(super) fn plain_name(pair: &str) -> Option<&str> {
    let is_session = |pair: &str| {
        pair.split_once('=')
            .is_some_and(|(name, _)| [CUSTOMER_COOKIE, AGENT_COOKIE, OIDC_COOKIE].contains(&name.trim_end()))
    };
    match pair.strip_prefix(HOST_PREFIX) {
        Some(plain) if is_session(plain) => Some(plain),
        _ => Some(pair).filter(|pair| !is_session(pair)),
    }
}

/// Returns the value of a request's cookie.
pub(super) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    pairs(headers)
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_for_this_site_and_not_for_scripts() {
        let header = SessionCookie::customer(true).set(&Token::new("abc")).unwrap();
        let text = header.to_str().unwrap();
        for part in ["__Host-adda_session=abc", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=15552000"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!SessionCookie::agent(false).set(&Token::new("abc")).unwrap().to_str().unwrap().contains("Secure"));
        assert!(SessionCookie::agent(false).clear().unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn over_https_only_cookies_of_this_very_host_count() {
        let plain = |pairs: &[&'static str]| pairs.iter().filter_map(|pair| plain_name(pair)).collect::<Vec<_>>();
        assert_eq!(plain(&["adda_session=evil", "__Host-adda_session=1"]), ["adda_session=1"]);
        assert_eq!(
            plain(&["__Host-adda_agent=2", "adda_agent =evil", "adda_lang=bn"]),
            ["adda_agent=2", "adda_lang=bn"]
        );
        assert_eq!(plain(&["__Host-other=3", "x_adda_agent=4"]), ["__Host-other=3", "x_adda_agent=4"]);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("x_adda_session=1; adda_session=2 ;adda_agent="));
        assert_eq!(read(&headers, CUSTOMER_COOKIE), Some("2"));
        assert_eq!(read(&headers, AGENT_COOKIE), None);
        let beside = HeaderValue::from_bytes("shop_city=ঢাকা; adda_session=3".as_bytes()).unwrap();
        assert_eq!(read(&HeaderMap::from_iter([(header::COOKIE, beside)]), CUSTOMER_COOKIE), Some("3"));
    }
}
