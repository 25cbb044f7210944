//! The console's page: an empty page into which the single-page app renders its content.

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Redirect},
    routing::get,
};
use leptos::prelude::*;

use crate::server::{assets, caching::CachePolicy, head::Head, state::AppState};

/// Returns the routes of the console. Every address has the same page, and the app
/// reads the address.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/console", get(|| async { Redirect::to("/console/inbox") }))
        .route("/console/", get(|| async { Redirect::to("/console/inbox") }))
        .route("/console/{*place}", get(shell))
}

async fn shell(State(state): State<AppState>) -> impl IntoResponse {
    shell_of(&state)
}

/// Returns the page. It names the OpenID provider, for the button on the sign-in page.
pub(super) fn shell_of(state: &AppState) -> impl IntoResponse + use<> {
    let provider = state.oidc.as_ref().map(|oidc| oidc.name().to_owned());
    let page = Owner::new().with(|| page(provider).to_html());
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, CachePolicy::Rechecked.header())],
        page,
    )
}

fn page(provider: Option<String>) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <Head title="Adda".to_owned() style="console.css">
                {provider.map(|name| view! { <meta name="adda-oidc" content=name /> })}
                <link rel="modulepreload" href=assets::url("console.js") />
                <script
                    type="module"
                    src=assets::url("start-console.js")
                    data-js=assets::url("console.js")
                    data-wasm=assets::url("console.wasm")
                    data-emoji-en=assets::url("emoji-en.json")
                    data-emoji-bn=assets::url("emoji-bn.json")
                ></script>
            </Head>
            <body>
                <div id="console"></div>
                <noscript>"The console needs JavaScript."</noscript>
            </body>
        </html>
    }
}
