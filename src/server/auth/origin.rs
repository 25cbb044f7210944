//! Refuses writes with a cookie that do not come from this server's own pages:
//! a browser sends the cookie with requests from any page.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{AGENT_COOKIE, CUSTOMER_COOKIE, FromShop, bearer_token, cookie, shops::shop};
use crate::{
    model::error::{ApiError, ErrorCode},
    server::state::AppState,
};

/// The page of a customer's own conversations.
const HISTORY: &str = "/support/conversations";

/// Refuses a write that has a session cookie and comes from another origin. A bearer
/// token is not such a risk, because browsers do not add it automatically; neither are
/// the shops that may use the widget, because their cookies are ignored. Sign-ins are
/// checked as well: otherwise a page could sign a visitor in to another person's
/// account.
pub async fn refuse_foreign_writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // The original lets a GET request start a conversation.
    let writes = !is_read || request.uri().path().trim_end_matches('/').ends_with("/conversation/create");
    let is_admitted = request.extensions().get::<FromShop>().is_some();
    if writes
        && !is_admitted
        && bearer_token(headers).is_none()
        && is_foreign(headers, state.config.public_url.as_str())
    {
        let leads_to_history = is_history_form(&request);
        match shop(&state, headers).await {
            Ok(Some(_)) if leads_to_history => {}
            Ok(_) => {
                return ApiError::new(ErrorCode::ForeignOrigin, "This request came from another site.").into_response();
            }
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

/// Returns whether it is the form by which a shop leads its customer to their
/// own conversations. Browsers do not use CORS for forms.
fn is_history_form(request: &Request) -> bool {
    *request.method() == Method::POST && request.uri().path().trim_end_matches('/') == HISTORY
}

/// Returns whether the request was made by another site, according to the
/// browser. Browsers state the origin of each write (Fetch standard, sections
/// 3.1 and 3.7); a request without one does not come from a browser, and is a
/// risk only with a session.
pub fn is_foreign(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    if let (Some(origin), true) = (text("origin"), is_https(public_origin)) {
        // Only a person at this machine, who tries Adda out, uses a loopback
        // name.
        let is_tried_out = text("sec-fetch-site") == Some("same-origin") && is_loopback(origin);
        return origin != public_origin && !is_tried_out;
    }
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return false,
        Some(_) if text("origin").is_none() => return has_session(headers),
        _ => {}
    }
    let Some(origin) = text("origin") else { return false };
    !is_own(origin, headers, public_origin)
}

/// Returns whether an origin is this server's, by the public name or by the
/// name that the request was sent to. With an https address, only the public
/// name counts: a request by another name has not come through the proxy that
/// terminates TLS.
pub(super) fn is_own(origin: &str, headers: &HeaderMap, public_origin: &str) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    origin == public_origin || !is_https(public_origin) && host.is_some_and(|host| named == Some(host))
}

/// Returns whether an origin is on the machine on which its browser runs.
fn is_loopback(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    match name.map_or(host, |(name, _)| name).trim_matches(['[', ']']) {
        "localhost" => true,
        address => address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
    }
}

fn is_https(origin: &str) -> bool {
    origin.starts_with("https://")
}

fn has_session(headers: &HeaderMap) -> bool {
    [CUSTOMER_COOKIE, AGENT_COOKIE].into_iter().any(|name| cookie::read(headers, name).is_some())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::our_page(&[("sec-fetch-site", "same-origin"), ("origin", "https://desk.example")], false)]
    #[case::tried_out_at_the_machine(&[("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")], false)]
    #[case::from_another_program_there(&[("sec-fetch-site", "cross-site"), ("origin", "http://[::1]:8080"), ("host", "127.0.0.1:3000")], true)]
    #[case::by_another_name(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")], true)]
    #[case::by_another_name_itself(&[("sec-fetch-site", "same-origin"), ("origin", "http://desk.example"), ("host", "desk.example")], true)]
    #[case::by_the_public_name(&[("origin", "https://desk.example"), ("host", "10.0.0.1")], false)]
    #[case::no_browser(&[("host", "desk.example")], false)]
    #[case::another_site(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("host", "desk.example")], true)]
    #[case::a_sibling_domain(&[("sec-fetch-site", "same-site"), ("origin", "https://evil.desk.example"), ("host", "desk.example")], true)]
    #[case::a_sandboxed_frame(&[("origin", "null"), ("host", "desk.example")], true)]
    #[case::an_old_browser(&[("origin", "https://evil.example"), ("host", "desk.example")], true)]
    #[case::a_link_with_a_session(&[("sec-fetch-site", "cross-site"), ("cookie", "adda_session=1")], true)]
    #[case::a_link_without(&[("sec-fetch-site", "cross-site")], false)]
    fn writes_come_from_our_own_pages(#[case] headers: &[(&'static str, &'static str)], #[case] foreign: bool) {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(is_foreign(&headers, "https://desk.example"), foreign);
    }

    #[rstest]
    #[case::our_page("http://desk.example", "desk.example", false)]
    #[case::by_another_of_our_names("http://localhost:3000", "localhost:3000", false)]
    #[case::another_site("http://evil.example", "desk.example", true)]
    fn without_https_the_name_that_was_asked_counts_too(
        #[case] origin: &'static str,
        #[case] host: &'static str,
        #[case] foreign: bool,
    ) {
        let headers = HeaderMap::from_iter([
            (header::ORIGIN, HeaderValue::from_static(origin)),
            (header::HOST, HeaderValue::from_static(host)),
        ]);
        assert_eq!(is_foreign(&headers, "http://desk.example"), foreign);
    }
}
