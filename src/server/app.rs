//! The whole server: every door in one router.

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
    oidc::Oidc,
    pages,
    polls::PollsFirst,
    rest,
    state::{AppState, Shared},
    time_limit,
};
use crate::{
    model::error::{ApiError, ErrorCode},
    shop::{self, ShopState, SupportDesk},
};

/// The largest body of a request without a file, in bytes: a message of 5,000
/// characters has at most 20,000, and escaping can make six of each.
const MAX_BODY: usize = 256 * 1024;

/// What a page may load and do: nothing but what this server gave it. Styles
/// that scripts set one by one need no leave.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Says which pages may show an answer without asking for it by CORS.
pub const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What no page asks for, and so nothing that was slipped into one may use.
const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// For a year a browser comes by https alone.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// The server's answer to every address.
pub fn router(desk: Desk, config: Arc<Config>, leptos_options: leptos::config::LeptosOptions) -> Router {
    let oidc = Oidc::of(&config).map(Arc::new);
    let state = AppState::new(Shared { desk, config, oidc, leptos_options });
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
    let doors = doors.with_state(state.clone());
    // Around the router, because it changes which route is taken.
    let doors = NormalizePath::trim_trailing_slash(doors);
    Router::new().fallback_service(PollsFirst::new(state, doors))
}

/// The demonstration shop alone, as one of any other shop's servers.
pub fn shop_router(shop: ShopState) -> Router {
    let doors = guarded(shop::router().with_state(shop).merge(assets::router()));
    Router::new().fallback_service(NormalizePath::trim_trailing_slash(doors.with_state(())))
}

/// What holds for every answer.
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
        // A page that opens one of ours gets no hold of it.
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        // Files that shops show say otherwise: `files` and `assets`.
        .layer(header(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"))
}

/// A header of every answer that has not set it itself.
fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// All of [`crate::api`], each at its own address.
fn server_functions() -> Router<AppState> {
    server_fn_paths()
        .fold(Router::new(), |router, (path, method)| {
            let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::POST);
            router.route(path, on(filter, server_function))
        })
        .layer(middleware::from_fn(api::status_by_code))
}

/// A server function, with the state at hand.
async fn server_function(State(state): State<AppState>, request: Request<Body>) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    // To whoever takes HTML, Leptos answers by sending them where they came from.
    parts.headers.remove(header::ACCEPT);
    // Leptos itself would read a body of any length.
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| ApiError::too_large())?;
    // serde would take a list for the arguments in their order.
    if body.trim_ascii_start().first() == Some(&b'[') {
        return Err(ApiError::new(ErrorCode::Malformed, "The body has to be a JSON object."));
    }
    let request = Request::from_parts(parts, Body::from(body));
    Ok(handle_server_fns_with_context(move || provide_context(state.clone()), request).await.into_response())
}
