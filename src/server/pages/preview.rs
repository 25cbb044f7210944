//! The page in which the settings show the widget. It needs no session: it contains nothing, and
//! the settings' page sends what it shows (`loader/preview.js`).

use axum::{
    Router,
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use leptos::prelude::*;

use crate::{
    model::config::PREVIEW,
    server::{assets, caching::CachePolicy, head::Head, state::AppState},
};

/// The page may be shown only by our own pages. The sandbox gives it an origin of its own, and thereby
/// neither the cookies nor the storage of the console.
const CONTENT_SECURITY_POLICY: &str = "sandbox allow-scripts; default-src 'none'; \
     script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; frame-ancestors 'self'";

pub(super) fn router() -> Router<AppState> {
    Router::new().route(PREVIEW, get(show))
}

async fn show() -> impl IntoResponse {
    let page = Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <Head title="The chat · Adda".to_owned() style="widget.css">
                    <script
                        type="module"
                        src=assets::url("preview.js")
                        data-js=assets::url("widget.js")
                        data-wasm=assets::url("widget.wasm")
                    ></script>
                </Head>
                <body></body>
            </html>
        }
        .to_html()
    });
    let headers = [
        (header::CACHE_CONTROL, CachePolicy::Rechecked.header()),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    (headers, Html(page))
}
