//! The console's page: an empty page into which the single-page app renders its content.

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Redirect},
    routing::get,
};
use leptos::prelude::*;
use tokio::time::timeout;

use crate::{
    model::language::Language,
    server::{assets, caching::CachePolicy, domain::settings::shop::ShopIdentity, head::Head, state::AppState},
};

/// The time that reading the shop's name may take. The page is needed even if the database does not
/// answer.
const NAMED_TIMEOUT: Duration = Duration::from_secs(1);

/// Returns the routes of the console. Every address has the same page, and the app
/// reads the address.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/console", get(|| async { Redirect::to("/console/inbox") }))
        .route("/console/", get(|| async { Redirect::to("/console/inbox") }))
        .route("/console/{*place}", get(shell))
}

async fn shell(State(state): State<AppState>) -> impl IntoResponse {
    shell_of(&state).await
}

/// Returns the page. It names the shop, and the OpenID provider for the button on the sign-in page.
pub(super) async fn shell_of(state: &AppState) -> impl IntoResponse + use<> {
    let provider = state.oidc.as_ref().map(|oidc| oidc.name().to_owned());
    // Without the settings, the console shows its own name. It says itself that the server fails.
    let shop = timeout(NAMED_TIMEOUT, state.desk.settings().shop_identity()).await.ok().and_then(Result::ok);
    let page = Owner::new().with(|| page(provider, shop.unwrap_or_default()).to_html());
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, CachePolicy::Rechecked.header())],
        page,
    )
}

fn page(provider: Option<String>, shop: ShopIdentity) -> impl IntoView {
    let title = shop.name_in(Language::En).unwrap_or("Adda").to_owned();
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <Head title style="console.css">
                <meta name="adda-shop" content=shop.name data-bn=shop.name_bn data-logo=shop.logo />
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
