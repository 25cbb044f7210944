//! What is unusual about a row's conversation, as small chips: status, priority, labels, unsent
//! messages, a draft, assignee. What is usual is only read out.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

use super::{directory::use_directory, state::use_inbox, tab::Tab, texts::InboxTexts};
use crate::{
    console::{
        chip::{LabelChip, PriorityChip, StatusChip},
        locale::use_locale,
        outbox::OutboxMark,
        snooze::SnoozeChip,
    },
    model::{
        conversation::{Priority, Status},
        ids::ConversationId,
        inbox::ConversationSummary,
        mention::MARK,
    },
    ui::icons::{Glyph, Icon},
};

/// Shows the marks.
#[component]
pub fn RowMarks(id: StoredValue<ConversationId>, summary: RwSignal<ConversationSummary>) -> impl IntoView {
    view! {
        <span class="row-marks">
            <RowStatus summary />
            <RowPriority summary />
            <RowLabels summary />
            <RowMention summary />
            <OutboxMark id />
            <RowDraft summary />
            <RowAgent summary />
        </span>
    }
}

/// Shows how long it is snoozed. Shows the status otherwise, unless it is open or the view lists no
/// other status.
#[component]
fn RowStatus(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let status = Memo::new(move |_| summary.with(|summary| summary.status));
    let snooze = Memo::new(move |_| summary.with(ConversationSummary::snooze));
    let is_usual = Memo::new(move |_| {
        let status = status.get();
        status == Status::Open || inbox.address.with(|address| address.statuses == [status])
    });
    move || match is_usual.get() {
        _ if snooze.with(Option::is_some) => EitherOf3::A(view! { <SnoozeChip snooze /> }),
        true => EitherOf3::B(view! {
            <span class="visually-hidden">{move || locale.texts().status(status.get())}" "</span>
        }),
        false => EitherOf3::C(view! { <StatusChip status=status /> }),
    }
}

/// Shows the priority, unless it is the normal one.
#[component]
fn RowPriority(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let locale = use_locale();
    let priority = Memo::new(move |_| summary.with(|summary| summary.priority));
    move || match priority.get() {
        Priority::Normal => Either::Left(view! {
            <span class="visually-hidden">{move || locale.texts().priority(Priority::Normal)}" "</span>
        }),
        _ => Either::Right(view! { <PriorityChip priority=priority /> }),
    }
}

/// Shows the labels: the first by its name, the others as dots. The tooltip names them all.
#[component]
fn RowLabels(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let directory = use_directory();
    let labels = Memo::new(move |_| summary.with(|summary| summary.labels.clone()));
    Effect::new(move || labels.with(|labels| directory.check(labels)));
    move || {
        let labels = labels.get();
        let names = labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>().join(", ");
        (!labels.is_empty()).then(|| {
            let chips = labels.into_iter().map(|label| view! { <LabelChip label=label /> }).collect_view();
            view! { <span class="row-labels" title=names>{chips}</span> }
        })
    }
}

/// Shows that the agent has typed something in it that is not sent.
#[component]
fn RowDraft(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let locale = use_locale();
    let has_draft = Memo::new(move |_| summary.with(|summary| summary.has_draft));
    let word = move || InboxTexts::of(locale.language()).draft;
    move || has_draft.get().then(|| view! { <span class="chip chip--draft">{word}</span> })
}

/// Shows that a note mentions the agent who has not seen it.
#[component]
fn RowMention(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let locale = use_locale();
    let is_unseen = Memo::new(move |_| summary.with(|summary| summary.unseen_mention().is_some()));
    move || {
        let name = InboxTexts::of(locale.language()).mentions_you;
        is_unseen.get().then(|| {
            view! { <b class="row-mention" role="img" title=name aria-label=name>{MARK}</b> }
        })
    }
}

/// Shows the assignee, and whether that agent is absent while the conversation is open or
/// pending. In the tab of the agent's own conversations, the agent is not shown.
#[component]
fn RowAgent(summary: RwSignal<ConversationSummary>) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let agent = Memo::new(move |_| {
        summary.with(|summary| {
            summary.assigned_agent.as_ref().map(|agent| {
                if agent.id == inbox.me() {
                    return (locale.texts().you.to_owned(), false, true);
                }
                let is_absent = !agent.is_online && summary.status.is_active();
                (agent.name_in(locale.language()).to_owned(), is_absent, false)
            })
        })
    });
    let is_mine = Memo::new(move |_| inbox.address.with(|address| address.tab == Tab::Mine));
    let label = move || locale.texts().agent;
    move || {
        agent.get().map(|(name, is_absent, is_me)| {
            view! {
                <span
                    class="row-agent"
                    class:is-absent=is_absent
                    class:visually-hidden=is_me && is_mine.get()
                    title=is_absent.then(|| locale.texts().offline)
                >
                    <span class="visually-hidden">{label}": "</span>
                    <Icon glyph=if is_absent { Glyph::Warning } else { Glyph::Person } />
                    <bdi>{name}</bdi>
                    {is_absent
                        .then(|| view! { <span class="visually-hidden">" (" {locale.texts().offline} ")"</span> })}
                </span>
            }
        })
    }
}
