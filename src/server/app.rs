//! The router of the whole server.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, State},
    http::{HeaderName, HeaderValue, Request, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use leptos::{prelude::provide_context, server_fn::axum::server_fn_paths};
use leptos_axum::handle_server_fns_with_context;
use tower_http::{catch_panic::CatchPanicLayer, normalize_path::NormalizePath, set_header::SetResponseHeaderLayer};

use super::{
    api, assets, auth, body, caching, client,
    config::Config,
    domain::desk::Desk,
    files, health,
    metrics::{self, Requests},
    oidc::Oidc,
    pages,
    polls::PollsFirst,
    request_log, rest,
    state::{AppState, Shared},
    time_limit,
};
use crate::{
    model::error::{ApiError, ErrorCode},
    shop::{self, ShopState, SupportDesk},
};

/// The maximum size of a request body without a file, in bytes: a message of
/// 5,000 characters has at most 20,000 bytes, and escaping can turn each into
/// six.
const MAX_BODY: usize = 256 * 1024;

/// The resources that a page may load and run: only those of this server. Styles
/// that scripts set one by one need no permission.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; frame-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The header that states which pages may embed a response without CORS.
pub const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Features that no page uses, so that injected code cannot use them either.
const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The period for which browsers use only https: a year.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// Returns the state that all requests of a server share.
pub fn state(desk: Desk, config: Arc<Config>, leptos_options: leptos::config::LeptosOptions) -> AppState {
    let oidc = Oidc::of(&config).map(Arc::new);
    AppState::new(Shared { desk, config, oidc, requests: Requests::default(), leptos_options })
}

/// Returns the router of all addresses.
pub fn router(state: AppState) -> Router {
    let mut doors = Router::new()
        .merge(rest::router())
        .merge(server_functions())
        .merge(pages::router())
        .merge(files::router())
        .merge(health::router())
        .merge(assets::router());
    if state.config.demo_shop {
        let support = SupportDesk::Here(Box::new(state.desk.clone()));
        let shop = ShopState { support, is_secure: state.config.public_url.is_https() };
        doors = doors.merge(shop::router().with_state(shop));
    } else {
        doors = doors.merge(pages::without_shop());
    }
    let doors = doors
        .layer(middleware::from_fn_with_state(state.clone(), client::limit_requests))
        .layer(middleware::from_fn_with_state(state.clone(), client::identify))
        .layer(middleware::from_fn_with_state(state.clone(), auth::renew_cookies))
        .layer(middleware::from_fn_with_state(state.clone(), auth::refuse_foreign_writes))
        .layer(middleware::from_fn_with_state(state.clone(), auth::admit_shops))
        .layer(middleware::from_fn_with_state(state.clone(), auth::read_host_cookies))
        .layer(middleware::from_fn(body::expect_progress));
    let mut doors = guarded(doors);
    if state.config.public_url.is_https() {
        doors = doors.layer(header(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY));
    }
    let doors = doors
        .layer(middleware::from_fn_with_state(state.clone(), request_log::record))
        .layer(middleware::from_fn_with_state(state.clone(), metrics::answer))
        .with_state(state.clone());
    // Around the router, because it changes which route matches.
    let doors = NormalizePath::trim_trailing_slash(doors);
    Router::new().fallback_service(PollsFirst::new(state, doors))
}

/// Returns the router of the demonstration shop alone, as on the server of any
/// other shop.
pub fn shop_router(shop: ShopState) -> Router {
    let doors = guarded(shop::router().with_state(shop).merge(assets::router()));
    Router::new().fallback_service(NormalizePath::trim_trailing_slash(doors.with_state(())))
}

/// Adds the limits and headers that apply to every response.
fn guarded<S: Clone + Send + Sync + 'static>(doors: Router<S>) -> Router<S> {
    doors
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(time_limit::limit))
        .layer(CatchPanicLayer::new())
        .layer(middleware::map_response(auth::keep_cookies_out_of_caches))
        .layer(middleware::from_fn(caching::complete))
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY))
        // A page that opens one of ours gets no access to its window.
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        // Files that shops show have other values: `files` and `assets`.
        .layer(header(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"))
}

/// Adds a header to every response that has not set it itself.
fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Serves all functions of [`crate::api`], each at its address.
fn server_functions() -> Router<AppState> {
    server_fn_paths()
        .fold(Router::new(), |router, (path, method)| {
            let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::POST);
            router.route(path, on(filter, server_function))
        })
        .layer(middleware::from_fn(api::status_by_code))
}

/// Calls a server function, with the state available to it.
async fn server_function(State(state): State<AppState>, request: Request<Body>) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    // If the client accepts HTML, Leptos redirects it to the page that it came
    // from.
    parts.headers.remove(header::ACCEPT);
    // Leptos itself would read a body of any length.
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| ApiError::too_large())?;
    // serde would also accept a list of the arguments in their order.
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(ApiError::new(ErrorCode::Malformed, "The body must be a JSON object."));
    }
    let request = Request::from_parts(parts, Body::from(body));
    Ok(handle_server_fns_with_context(move || provide_context(state.clone()), request).await.into_response())
}
