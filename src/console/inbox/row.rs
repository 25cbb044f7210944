//! One conversation of the list.

use leptos::{either::Either, prelude::*};
use web_sys::{HtmlInputElement, MouseEvent};

use super::{
    file_mark::FileMark,
    hit::HitLine,
    row_marks::RowMarks,
    rows::{Row, element_id},
    selection::use_selection,
    state::use_inbox,
    texts::InboxTexts,
};
use crate::{
    console::{customer, face::Face, locale::use_locale, texts::Texts, verified::Verified},
    model::{
        digits,
        ids::{AgentId, ConversationId},
        inbox::ConversationSummary,
        language::Language,
        text::isolated,
        view::Sort,
    },
    ui::time,
};

/// Shows a row. Each part follows the conversation's signal independently.
#[component]
pub fn RowItem(row: Row) -> impl IntoView {
    let inbox = use_inbox();
    let selection = use_selection();
    let locale = use_locale();
    let summary = RwSignal::from(row.summary);
    let id = StoredValue::new(row.id);
    let is_open = Memo::new(move |_| inbox.open.with(|open| id.with_value(|id| open.as_ref() == Some(id))));
    let is_selected = Memo::new(move |_| id.with_value(|id| selection.has(id)));
    let is_tab_stop = Memo::new(move |_| inbox.tab_stop.with(|stop| id.with_value(|id| stop.as_ref() == Some(id))));
    let is_unread = Memo::new(move |_| summary.with(|summary| summary.unread > 0));
    let name = Memo::new(move |_| summary.with(|summary| customer::name(&summary.customer, locale.texts())));
    let color_of = Memo::new(move |_| summary.with(|summary| customer::color(&summary.customer)));
    let hit = Memo::new(move |_| summary.with(|summary| summary.hit.clone()));
    let last = move || summary.with(|summary| last_line(summary, inbox.me(), locale.language(), locale.texts()));
    let text = move || match hit.get() {
        Some(hit) => Either::Left(view! { <HitLine hit=hit /> }),
        None => Either::Right(view! { <FileMark summary=summary /> <bdi>{last}</bdi> }),
    };
    view! {
        <li class="row-item" class:is-selected=move || is_selected.get()>
            <RowCheck id=id name=name />
            <a
                class="row"
                class:is-unread=move || is_unread.get()
                id=id.with_value(element_id)
                href=move || inbox.address.with(|address| id.with_value(|id| address.path(Some(id))))
                aria-current=move || is_open.get().then_some("true")
                tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
                on:focus=move |_| inbox.focused_row.set(Some(id.get_value()))
                data-noscroll
            >
                <Face name=name color_of=color_of />
                <span class="row-line">
                    <bdi class="row-name">{name}</bdi>
                    <Verified customer=Signal::derive(move || summary.with(|summary| Some(summary.customer.clone()))) />
                    <RowId id />
                    <RowTime summary=summary />
                </span>
                <span class="row-line">
                    <span class="row-text">{text}</span>
                    <RowMarks id summary />
                    <UnreadBadge count=Signal::derive(move || summary.with(|summary| summary.unread)) />
                </span>
            </a>
        </li>
    }
}

/// Shows the checkbox that selects the row. With Shift it selects all rows from
/// the last selected one on.
#[component]
fn RowCheck(id: StoredValue<ConversationId>, name: Memo<String>) -> impl IntoView {
    let inbox = use_inbox();
    let selection = use_selection();
    let locale = use_locale();
    let click = move |event: MouseEvent| {
        if event.shift_key() {
            id.with_value(|id| selection.extend_to(id, inbox));
            // The browser has just toggled it, but a range only adds.
            event_target::<HtmlInputElement>(&event).set_checked(true);
        } else {
            id.with_value(|id| selection.toggle(id));
        }
    };
    view! {
        <label class="row-check">
            // The keyboard selects with x or Space, so that the list is one tab stop.
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=move || format!("{} {}", InboxTexts::of(locale.language()).select_row, isolated(&name.get()))
                prop:checked=move || id.with_value(|id| selection.has(id))
                on:click=click
            />
        </label>
    }
}

/// Shows the conversation's id. In a narrow list its end is cut off; the tooltip has all of it.
#[component]
fn RowId(id: StoredValue<ConversationId>) -> impl IntoView {
    let text = id.with_value(ToString::to_string);
    let tooltip = text.clone();
    view! { <span class="row-id" title=tooltip>{text}</span> }
}

/// Shows the time of the last message, or of the wait if rows are sorted by waiting.
#[component]
fn RowTime(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let is_by_waiting = Memo::new(move |_| inbox.address.with(|address| address.sort == Sort::Waiting));
    let moment = move || {
        inbox.minutes.track();
        let language = locale.language();
        let (before, after) = InboxTexts::of(language).waiting;
        summary.with(|summary| match summary.waiting_since.as_ref().filter(|_| is_by_waiting.get()) {
            Some(since) => [before, &time::relative(since, language), after].concat(),
            None => time::relative(summary.last_at(), language),
        })
    };
    view! {
        <span class="row-time">
            <bdi>{moment}</bdi>
        </span>
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

/// Returns the newest message on one line, with its author unless it is the
/// customer.
fn last_line(summary: &ConversationSummary, me: AgentId, language: Language, texts: &Texts) -> String {
    let Some(last) = &summary.last_message else { return texts.no_message_yet.to_owned() };
    let writer = match last.sender_id {
        Some(sender) if sender == me => texts.you,
        _ => language.pick(&last.sender_name, &last.sender_name_bn),
    };
    let line = last.line(language);
    if writer.is_empty() { line.to_owned() } else { format!("{}: {}", isolated(writer), isolated(line)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::inbox::samples::summary,
        model::{agent::Colleague, inbox::LastMessage},
    };

    const ME: AgentId = AgentId(1);

    /// Returns the line of a conversation with the assignee `assigned`, whose
    /// last message is by the agent `sender` or the customer.
    fn line(assigned: i64, sender: Option<i64>) -> String {
        let mut summary = summary(1, 10);
        let of = |id| ["", "Me", "Rafi", "Mina"].get(usize::try_from(id).unwrap_or(0)).copied().unwrap_or_default();
        summary.assigned_agent = Some(Colleague {
            id: AgentId(assigned),
            username: String::new(),
            name: of(assigned).to_owned(),
            name_bn: String::new(),
            avatar: None,
            is_online: true,
        });
        summary.last_message = summary.last_message.map(|last| LastMessage {
            is_agent: sender.is_some(),
            sender_id: sender.map(AgentId),
            sender_name: sender.map(of).unwrap_or_default().to_owned(),
            ..last
        });
        last_line(&summary, ME, Language::En, Texts::of(Language::En))
    }

    #[test]
    fn a_row_names_the_agent_who_wrote_last_and_not_the_assignee() {
        assert_eq!(line(1, Some(2)), "Rafi: Hello");
        assert_eq!(line(2, Some(3)), "Mina: Hello");
        assert_eq!(line(2, Some(1)), "You: Hello");
        assert_eq!(line(1, None), "Hello");
    }
}
