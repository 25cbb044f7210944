//! The page of one conversation.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::Response,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    LIST,
    forms::{EndForm, Foot, FormValues},
    messages::Messages,
    response::{refuse, respond, with_retry_after},
    status::StatusChip,
    texts::Texts,
    visit::Visit,
};
use crate::{
    model::{
        config::WidgetConfig,
        conversation::Status,
        error::ApiError,
        ids::{ConversationId, MessageId},
        message::Message,
        thread::{MessageRange, Thread},
    },
    server::{
        calendar::Calendar,
        domain::{actor::Actor, chat::history::PastConversation, desk::Desk},
    },
};

/// The content of the page.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub past: PastConversation,
    pub thread: Thread,
    pub config: WidgetConfig,
    pub calendar: Calendar,
    pub texts: &'static Texts,
    /// Whether it ends with the newest message.
    pub is_newest: bool,
}

#[derive(Default, Deserialize)]
pub(super) struct Page {
    /// The id of the first message of the next page.
    before: Option<i64>,
}

/// `GET /support/conversation/{id}/`: shows the conversation.
pub(super) async fn show(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
    page: Result<Query<Page>, QueryRejection>,
) -> Response {
    let before = page.ok().and_then(|Query(page)| page.before).map(MessageId);
    draw(&desk, visit, &id, before, FormValues::default()).await
}

/// Returns the page, with the values of a form that could not be accepted.
pub(super) async fn draw(desk: &Desk, visit: Visit, id: &str, before: Option<MessageId>, kept: FormValues) -> Response {
    let shown = match load(desk, &visit, id, before).await {
        Ok(shown) => shown,
        Err(error) => return refuse(visit, &error),
    };
    let status = kept.status();
    let title = shown.title();
    let problem = kept.problem.clone();
    let page = respond(visit, status, &title, move || view! { <ConversationPage shown kept/> }.into_any());
    match problem {
        Some(problem) => with_retry_after(page, &problem),
        None => page,
    }
}

async fn load(desk: &Desk, visit: &Visit, id: &str, before: Option<MessageId>) -> Result<Shown, ApiError> {
    let customer = visit.customer.as_ref().ok_or_else(ApiError::not_signed_in)?;
    let id: ConversationId = id.parse().map_err(|_| ApiError::not_found())?;
    let actor = Actor::from(customer.clone());
    let shown = Shown {
        past: desk.chat().past_conversation(customer, &id).await?,
        thread: desk.chat().thread(&actor, &id, MessageRange { before, ..MessageRange::default() }).await?,
        config: desk.settings().widget_config(visit.language).await?,
        calendar: desk.settings().calendar(visit.language).await?,
        texts: Texts::of(visit.language),
        is_newest: before.is_none(),
    };
    if let Some(newest) = shown.newest_unread().filter(|_| visit.is_shown) {
        let reader = desk.clone();
        let write = async move { reader.chat().mark_read(&actor, &id, newest).await };
        desk.database().write_incidentally("what a customer has read", write).await;
    }
    Ok(shown)
}

impl Shown {
    fn title(&self) -> String {
        match self.past.title.as_str() {
            "" => self.past.conversation_id.to_string(),
            title => title.to_owned(),
        }
    }

    /// Returns the newest message on the page that the customer has not seen yet.
    fn newest_unread(&self) -> Option<MessageId> {
        let unread = |message: &&Message| message.is_agent && !message.is_read;
        self.thread.messages.iter().rev().find(unread).map(|message| message.id)
    }

    /// Returns whether an agent is online, within business hours.
    fn is_staffed(&self) -> bool {
        self.thread.agents_online && self.thread.within_business_hours.0
    }
}

#[component]
fn ConversationPage(shown: Shown, kept: FormValues) -> impl IntoView {
    let texts = shown.texts;
    let id = shown.past.conversation_id.clone();
    let title = shown.title();
    let agent = shown.thread.agent.as_ref().map(|agent| agent.name_in(texts.language).to_owned());
    let can_end = shown.thread.status != Status::Closed;
    let transcript = format!("/support/api/conversation/{id}/transcript/?lang={}", texts.language);
    let is_away = !shown.is_staffed() && can_end;
    let offline =
        is_away.then(|| view! { <p class="notice" dir="auto">{shown.config.settings.offline_message.clone()}</p> });
    view! {
        <p class="back"><a href=LIST>{texts.conversations}</a></p>
        <div class="title">
            <h1 dir="auto">{title}</h1>
            <p class="row-meta">
                <StatusChip status=shown.thread.status texts/>
                {agent.map(|agent| view! { <bdi>{agent}</bdi> })}
                <span class="number">{id.to_string()}</span>
            </p>
        </div>
        <Messages shown=shown.clone()/>
        {offline}
        <Foot shown=shown.clone() kept/>
        <div class="also">
            <a href=transcript>{texts.transcript}</a>
            {can_end.then(|| view! { <EndForm id texts/> })}
        </div>
    }
}

impl FormValues {
    /// Returns the status of a page with the problems of a form.
    fn status(&self) -> StatusCode {
        self.problem.as_ref().map_or(StatusCode::OK, |problem| {
            StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::BAD_REQUEST)
        })
    }
}
