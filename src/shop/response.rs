//! Turns a page's content into a response.

use axum::{
    http::{StatusCode, header},
    response::{AppendHeaders, Html, IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;

use super::{
    cookies,
    parts::{About, Document},
    state::ShopState,
    support::Support,
    visit::Visit,
};
use crate::server::caching::CachePolicy;

/// Returns a response with a whole page. Stores a newly picked language in a
/// cookie.
pub async fn respond(
    state: &ShopState,
    status: StatusCode,
    about: About,
    visit: Visit,
    content: impl FnOnce() -> AnyView + Send + 'static,
) -> Response {
    let support = Support::of(&state.support, &visit).await;
    let mut jar = CookieJar::new();
    if visit.language_picked {
        jar = jar.add(cookies::remember_language(visit.language, state.is_secure));
    }
    let headers = [(header::CACHE_CONTROL, freshness(&visit))];
    let page = Html(render(about, visit, support, content));
    (status, headers, AppendHeaders(state.policy()), jar, page).into_response()
}

/// Returns the `Cache-Control` header. A page with a customer's name must not
/// come back by the browser's "back" button after the customer has signed out.
fn freshness(visit: &Visit) -> &'static str {
    if visit.customer.is_some() { "private, no-store" } else { CachePolicy::RecheckedByOne.header() }
}

/// Returns the page as HTML. It contains nothing asynchronous, so that it needs
/// neither a stream nor the inline scripts of the framework's streams.
fn render(
    about: About,
    visit: Visit,
    support: Option<Support>,
    content: impl FnOnce() -> AnyView + Send + 'static,
) -> String {
    Owner::new().with(|| view! { <Document about visit support>{content()}</Document> }.to_html())
}
