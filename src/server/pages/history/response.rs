//! Renders a page's content as a response.

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;

use super::{document::Document, texts::Texts, visit::Visit};
use crate::{
    model::error::{ApiError, ErrorCode},
    server::answer::retry_after,
};

/// Returns a whole page. No cache may store it, so that the "back" button does not show it
/// after the customer has signed out.
pub(super) fn respond(
    visit: Visit,
    status: StatusCode,
    title: &str,
    content: impl FnOnce() -> AnyView + Send + 'static,
) -> Response {
    let jar = visit.remember.clone().into_iter().fold(CookieJar::new(), CookieJar::add);
    let headers = [(header::CACHE_CONTROL, "private, no-store")];
    let title = title.to_owned();
    // No part of the page is loaded later. So it needs no stream, and has none of the
    // inline scripts that the framework adds to streams.
    let page = Owner::new().with(|| view! { <Document visit title>{content()}</Document> }.to_html());
    (status, headers, jar, Html(page)).into_response()
}

/// Returns a page that explains an error, with a link to go on.
pub(super) fn refuse(visit: Visit, error: &ApiError) -> Response {
    let texts = Texts::of(visit.language);
    let (title, hint) = match error.code {
        ErrorCode::NotFound => (texts.unknown, texts.unknown_hint),
        ErrorCode::NotSignedIn | ErrorCode::InvalidIdentity => (texts.signed_out, texts.signed_out_hint),
        ErrorCode::Unavailable => (texts.busy, texts.busy_hint),
        _ => (texts.failed, texts.failed_hint),
    };
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let leads_to_list = visit.customer.is_some();
    let page = respond(visit, status, title, move || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{hint}</p>
            {leads_to_list.then(|| view! { <p><a class="button" href=super::LIST>{texts.to_the_list}</a></p> })}
        }
        .into_any()
    });
    with_retry_after(page, error)
}

/// Adds the time after which to try again, if the error has one.
pub(super) fn with_retry_after(mut page: Response, error: &ApiError) -> Response {
    if let Some(seconds) = retry_after(error) {
        page.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    page
}
