//! The front page of a server that serves no shop, and its "page not found".

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{response::respond, texts::Texts, visit::Visit};

/// The address at which the team signs in.
const CONSOLE: &str = "/console/";

/// `GET /`: explains the purpose of this address, with links for customers and for the team.
pub(super) async fn show(visit: Visit) -> Response {
    let texts = Texts::of(visit.language);
    respond(visit, StatusCode::OK, texts.home, move || {
        view! {
            <h1>{texts.home}</h1>
            <p class="lead">{texts.home_hint}</p>
            <p><a class="button" href=CONSOLE>{texts.open_console}</a></p>
            <p><a href=super::LIST>{texts.conversations}</a></p>
        }
        .into_any()
    })
}

/// Answers unknown addresses.
pub(super) async fn not_found(visit: Visit) -> Response {
    let texts = Texts::of(visit.language);
    respond(visit, StatusCode::NOT_FOUND, texts.no_such_page, move || {
        view! {
            <h1>{texts.no_such_page}</h1>
            <p class="lead">{texts.no_such_page_hint}</p>
            <p><a class="button" href="/">{texts.home}</a></p>
        }
        .into_any()
    })
}
