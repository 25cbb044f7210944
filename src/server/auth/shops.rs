//! Admits pages of other sites that may use the widget. A browser first asks
//! whether they may (CORS, in the Fetch standard), and gives them the responses
//! only if they may.
//!
//! Their customers are identified by a bearer token only. A cookie that is sent
//! all the same, because shop and support share a site, is ignored, and none is
//! set. So the response never depends on credentials that a browser adds
//! automatically.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::Url;

use super::origin::is_own;
use crate::{
    api::PREFIX,
    model::{context::ConversationContext, error::ApiError},
    server::{domain::desk::Desk, state::AppState},
};

/// The beginning of customers' REST addresses.
const REST: &str = "/support/api/";
/// How long a browser need not ask again, in seconds: a day, which Chromium
/// limits to two hours.
const REMEMBERED: &str = "86400";

/// Marks a request of another site's page that may use the widget.
#[derive(Clone, Copy, Debug)]
pub struct FromShop;

/// Lets the allowed pages of other sites use the addresses for customers.
///
/// # Errors
/// If the settings cannot be read.
pub async fn admit_shops(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if !is_for_customers(request.uri().path()) {
        return Ok(next.run(request).await);
    }
    let shop = shop(&state, request.headers()).await?;
    let mut response = match &shop {
        Some(_) if is_preflight(&request) => granted(),
        Some(_) => {
            request.headers_mut().remove(header::COOKIE);
            request.extensions_mut().insert(FromShop);
            let mut response = next.run(request).await;
            response.headers_mut().remove(header::SET_COOKIE);
            response
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    // A response for one origin must not be cached for another.
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = shop {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // Lets the page read how long to wait before it sends a file again.
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After"));
    }
    Ok(response)
}

/// Returns whether a path is for customers. Their server functions are not in a
/// folder; those of agents and admins are.
fn is_for_customers(path: &str) -> bool {
    let function = path.strip_prefix(PREFIX).and_then(|path| path.strip_prefix('/'));
    if let Some(name) = function {
        return !name.contains('/');
    }
    let door = path.strip_prefix(REST).map(|path| path.split('/').next().unwrap_or_default());
    matches!(door, Some("config" | "conversation" | "details" | "logout" | "panic" | "session" | "widget"))
}

/// Returns the origin of the request, if it is another site that may use the
/// widget.
///
/// # Errors
/// If the settings cannot be read.
pub async fn shop(state: &AppState, headers: &HeaderMap) -> Result<Option<HeaderValue>, ApiError> {
    let Some(value) = headers.get(header::ORIGIN) else { return Ok(None) };
    let Ok(origin) = value.to_str() else { return Ok(None) };
    if is_own(origin, headers, state.config.public_url.as_str()) {
        return Ok(None);
    }
    let is_allowed = state.config.allows_origin(origin) || is_among_settings(&state.desk, origin).await?;
    Ok(is_allowed.then(|| value.clone()))
}

/// Fills in the host of the page that a customer writes from, and whether it is one of
/// the shop's: a customer can claim any page.
///
/// # Errors
/// If the settings cannot be read.
pub async fn fill_in_page_host(state: &AppState, context: &mut ConversationContext) -> Result<(), ApiError> {
    let Ok(url) = Url::parse(&context.page.url) else { return Ok(()) };
    let Some(host) = url.host_str() else { return Ok(()) };
    context.page_host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let origin = url.origin().ascii_serialization();
    context.page_is_own = state.config.allows_origin(&origin) || is_among_settings(&state.desk, &origin).await?;
    Ok(())
}

async fn is_among_settings(desk: &Desk, origin: &str) -> Result<bool, ApiError> {
    Ok(desk.settings().allowed_origins().await?.iter().any(|allowed| allowed == origin))
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Returns the response to a preflight request. Never sends
/// `Access-Control-Allow-Credentials`, because cookies are not used.
fn granted() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type"),
        (header::ACCESS_CONTROL_MAX_AGE, REMEMBERED),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::is_for_customers;

    #[test]
    fn shops_reach_what_is_the_customers_and_nothing_else() {
        for path in [
            "/support/fn/open",
            "/support/fn/typing",
            "/support/api/config",
            "/support/api/widget",
            "/support/api/session",
            "/support/api/logout",
            "/support/api/panic",
            "/support/api/conversation/create",
            "/support/api/conversation/CONV-1/upload",
        ] {
            assert!(is_for_customers(path), "{path}");
        }
        for path in [
            "/support/fn/agent/send",
            "/support/fn/admin/settings",
            "/support/api/login",
            "/support/api/docs",
            "/support/api/configuration",
            "/support/agent/api/conversations",
            "/support/admin/api/settings",
            "/support/fnord",
            "/",
        ] {
            assert!(!is_for_customers(path), "{path}");
        }
    }
}
