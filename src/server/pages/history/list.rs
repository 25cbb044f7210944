//! The list of all conversations of a customer.

use axum::{
    extract::{
        Form, Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    address,
    response::{refuse, respond},
    status::StatusChip,
    texts::Texts,
    visit::Visit,
};
use crate::{
    model::{digits, error::ApiError, ids::ConversationId},
    server::{
        auth,
        auth::SessionCookie,
        calendar::Calendar,
        domain::{
            access::sessions::Token,
            chat::history::{History, PastConversation},
            desk::Desk,
        },
        state::AppState,
    },
};

#[derive(Default, Deserialize)]
pub(super) struct Page {
    /// The id of the last conversation of the previous page.
    before: Option<String>,
}

/// `GET /support/conversations/`: shows the list.
pub(super) async fn show(
    State(desk): State<Desk>,
    visit: Visit,
    page: Result<Query<Page>, QueryRejection>,
) -> Response {
    let before = page.ok().and_then(|Query(page)| page.before);
    match load(&desk, &visit, before.as_deref()).await {
        Ok((history, calendar)) => {
            let texts = Texts::of(visit.language);
            respond(visit, StatusCode::OK, texts.conversations, move || {
                view! { <HistoryPage history calendar texts/> }.into_any()
            })
        }
        Err(error) => refuse(visit, &error),
    }
}

async fn load(desk: &Desk, visit: &Visit, before: Option<&str>) -> Result<(History, Calendar), ApiError> {
    let before: Option<ConversationId> = before.map(str::parse).transpose().map_err(|_| ApiError::not_found())?;
    let history = match &visit.customer {
        Some(customer) => desk.chat().history(customer, before.as_ref()).await?,
        None => History::default(),
    };
    Ok((history, desk.settings().calendar(visit.language).await?))
}

/// The proof of a customer's identity from a page of the shop.
#[derive(Default, Deserialize)]
pub(super) struct Identity {
    /// The identity token that the shop's server has signed. The conversations that the
    /// customer began as a visitor become theirs.
    identity_token: Option<String>,
    /// The token of the session that the widget has on that page.
    session_token: Option<String>,
}

/// `POST /support/conversations/`: sets the cookie of the customer's session, and redirects
/// to the list. The form is on a page of the shop, and contains the token of the widget's
/// session or an identity token.
pub(super) async fn enter(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    identity: Result<Form<Identity>, FormRejection>,
) -> Response {
    let identity = identity.map(|Form(identity)| identity).unwrap_or_default();
    match session(&state.desk, &headers, identity).await {
        Ok(token) => {
            let cookie = SessionCookie::customer(state.config.public_url.is_https()).set(&token);
            let cookie = AppendHeaders(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
            let jar = visit.remember.into_iter().fold(CookieJar::new(), CookieJar::add);
            (jar, cookie, Redirect::to(super::LIST)).into_response()
        }
        Err(error) => refuse(visit, &error),
    }
}

async fn session(desk: &Desk, headers: &HeaderMap, identity: Identity) -> Result<Token, ApiError> {
    if let Some(signed) = identity.identity_token {
        return Ok(auth::identify(desk, headers, &signed).await?.0);
    }
    let token = Token::new(&identity.session_token.ok_or_else(ApiError::not_signed_in)?);
    desk.access().customer_of(&token).await?.ok_or_else(ApiError::not_signed_in)?;
    Ok(token)
}

#[component]
fn HistoryPage(history: History, calendar: Calendar, texts: &'static Texts) -> impl IntoView {
    let History { conversations, has_more } = history;
    let older = conversations.last().filter(|_| has_more).map(|last| format!("?before={}", last.conversation_id));
    let is_empty = conversations.is_empty();
    view! {
        <h1>{texts.conversations}</h1>
        {is_empty.then(|| view! { <p class="lead">{texts.empty}</p> })}
        <ul class="conversations">
            {conversations.into_iter().map(|past| view! { <Row past calendar texts/> }).collect_view()}
        </ul>
        {older.map(|address| view! { <p class="further"><a href=address rel="next">{texts.older_conversations}</a></p> })}
    }
}

#[component]
fn Row(past: PastConversation, calendar: Calendar, texts: &'static Texts) -> impl IntoView {
    let unread = texts.unread(past.unread);
    let last = past.last_deletion.map_or(past.last_message, |deletion| deletion.words(texts.language).to_owned());
    let badge = digits::badge(past.unread, texts.language);
    let title = if past.title.is_empty() { past.conversation_id.to_string() } else { past.title };
    let when = past.last_message_at.map(|at| {
        view! { <time datetime=at.to_rfc3339()>{calendar.moment(at)}</time> }
    });
    view! {
        <li class="row" class:is-unread=past.unread != 0>
            <h2><a href=address(&past.conversation_id) dir="auto">{title}</a></h2>
            <p class="row-last">
                {(!past.last_message_is_agent).then(|| [texts.you, ": "].concat())} <bdi>{last}</bdi>
            </p>
            <p class="row-meta">
                <StatusChip status=past.status texts/>
                {when}
                {(past.unread != 0).then(|| view! {
                    <span class="badge" aria-hidden="true">{badge}</span> <span class="spoken">{unread}</span>
                })}
            </p>
        </li>
    }
}
