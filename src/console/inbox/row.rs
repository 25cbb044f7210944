//! One conversation of the list.

use leptos::prelude::*;

use super::{rows::Row, state::use_inbox};
use crate::{
    console::{
        chip::{PriorityChip, StatusChip},
        customer,
        face::Face,
        locale::use_locale,
        texts::Texts,
    },
    model::{
        digits,
        ids::{AgentId, ConversationId},
        inbox::ConversationSummary,
        language::Language,
    },
    ui::time,
};

/// The `id` of a row's link, by which the keyboard finds it.
pub fn element_id(id: &ConversationId) -> String {
    format!("row-{id}")
}

/// A row. Each part follows the conversation by itself.
#[component]
pub fn RowItem(row: Row) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let summary = RwSignal::from(row.summary);
    let id = StoredValue::new(row.id);
    let is_open = Memo::new(move |_| inbox.open.with(|open| id.with_value(|id| open.as_ref() == Some(id))));
    let is_unread = Memo::new(move |_| summary.with(|summary| summary.unread > 0));
    let name = Memo::new(move |_| summary.with(|summary| customer::name(&summary.customer, locale.texts())));
    let color_of = Memo::new(move |_| summary.with(|summary| customer::color(&summary.customer)));
    let text = move || summary.with(|summary| last_line(summary, inbox.me(), locale.language(), locale.texts()));
    let moment = move || {
        inbox.minutes.track();
        summary.with(|summary| time::relative(summary.last_at(), locale.language()))
    };
    view! {
        <li>
            <a
                class="row"
                class:is-unread=move || is_unread.get()
                id=id.with_value(element_id)
                href=move || inbox.address.with(|address| id.with_value(|id| address.path(Some(id))))
                aria-current=move || is_open.get().then_some("true")
                data-noscroll
            >
                <Face name=name color_of=color_of />
                <span class="row-name">{name}</span>
                <span class="row-time">{moment}</span>
                <span class="row-text">{text}</span>
                <UnreadBadge count=Signal::derive(move || summary.with(|summary| summary.unread)) />
                <span class="row-foot">
                    <StatusChip status=Signal::derive(move || summary.with(|summary| summary.status)) />
                    <PriorityChip priority=Signal::derive(move || summary.with(|summary| summary.priority)) />
                    <span class="row-id">{id.with_value(ToString::to_string)}</span>
                </span>
            </a>
        </li>
    }
}

#[component]
fn UnreadBadge(count: Signal<u32>) -> impl IntoView {
    let locale = use_locale();
    move || {
        let shown = digits::badge(count.get(), locale.language());
        (!shown.is_empty()).then(|| {
            view! {
                <span class="badge">
                    {shown}
                    <span class="visually-hidden">" "{locale.texts().unread}</span>
                </span>
            }
        })
    }
}

/// The newest message on one line, with who wrote it if it was not the
/// customer.
fn last_line(summary: &ConversationSummary, me: AgentId, language: Language, texts: &Texts) -> String {
    let Some(last) = &summary.last_message else { return texts.no_message_yet.to_owned() };
    if !last.is_agent {
        return last.text.clone();
    }
    let colleague = summary.assigned_agent.as_ref().filter(|agent| agent.id != me);
    let writer = colleague.map_or(texts.you, |agent| agent.name_in(language));
    format!("{writer}: {}", last.text)
}
