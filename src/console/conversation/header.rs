//! The header of the conversation: the customer, and the most frequent actions.

use leptos::{html, prelude::*};

use super::{context::CurrentPage, finding::FindButton, state::use_conversation, viewers::Viewers};
use crate::{
    console::{
        customer,
        face::Face,
        icons::DetailsIcon,
        inbox::{Change, use_inbox},
        locale::use_locale,
        shortcut::RESOLVE,
        snooze::SnoozeChip,
        verified::Verified,
    },
    model::conversation::Status,
    ui::icons::{Glyph, Icon},
};

/// The `id` of the heading, which names the section.
pub const TITLE_ID: &str = "conversation-title";

/// Shows the header of the conversation.
#[component]
pub fn ConversationHeader(
    /// Whether the details are shown on narrow screens.
    are_details_open: RwSignal<bool>,
) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    view! {
        <header class="conversation-header">
            <a
                class="icon-button back"
                href=move || inbox.address.with(|address| address.path(None))
                aria-label=move || locale.texts().back
                data-noscroll
            >
                <Icon glyph=Glyph::ChevronLeft />
            </a>
            <CustomerTitle />
            <div class="conversation-actions">
                <AssignButton />
                <ResolveButton />
                <FindButton />
                <button
                    type="button"
                    class="icon-button details-button"
                    id=super::details::BUTTON_ID
                    aria-label=move || locale.texts().details
                    aria-expanded=move || if are_details_open.get() { "true" } else { "false" }
                    aria-controls=super::details::DETAILS_ID
                    aria-keyshortcuts="i"
                    on:click=move |_| are_details_open.update(|open| *open = !*open)
                >
                    <DetailsIcon />
                </button>
            </div>
        </header>
    }
}

#[component]
fn CustomerTitle() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let customer = conversation.customer();
    let name = Memo::new(move |_| {
        customer.with(|known| known.as_ref().map(|known| customer::name(known, locale.texts())).unwrap_or_default())
    });
    let color_of = Memo::new(move |_| customer.with(|known| known.as_ref().and_then(customer::color)));
    let email =
        Memo::new(move |_| customer.with(|known| known.as_ref().map(|known| known.email.clone()).unwrap_or_default()));
    let snooze = Memo::new(move |_| conversation.summary.with(|summary| summary.as_ref()?.snooze()));
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(|heading| {
        // On a phone the list is hidden, so the focus would be lost.
        if window().match_media("(max-width: 640px)").ok().flatten().is_some_and(|query| query.matches()) {
            let _ = heading.focus();
        }
    });
    view! {
        <Face name=name color_of=color_of />
        <div class="conversation-who">
            <div class="conversation-name">
                <h2 id=TITLE_ID tabindex="-1" node_ref=heading><bdi>{name}</bdi></h2>
                <Verified customer />
            </div>
            <p class="quiet">
                <span class="conversation-id">{conversation.id().to_string()}</span>
                {move || (!email.with(String::is_empty)).then(|| view! { <span>" · "<bdi>{email}</bdi></span> })}
                <SnoozeChip snooze />
                <Viewers />
                <CurrentPage />
            </p>
        </div>
    }
}

#[component]
fn AssignButton() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let assign = move |_| {
        let me = conversation.session().agent_untracked().map(|me| me.agent);
        me.into_iter().for_each(|me| conversation.make(Change::Assignee(Some(me))));
    };
    view! {
        <Show when=move || !conversation.is_mine.get()>
            <button type="button" class="button" on:click=assign>
                <Icon glyph=Glyph::Person />
                <span>{move || locale.texts().assign_to_me}</span>
            </button>
        </Show>
    }
}

/// Shows the button that resolves an active conversation, or reopens a resolved one. A closed one
/// is reopened with the button in the `ClosedBar`.
#[component]
fn ResolveButton() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let offer = Memo::new(move |_| match conversation.status()? {
        Status::Open | Status::Pending => Some(Status::Resolved),
        Status::Resolved => Some(Status::Open),
        Status::Closed => None,
    });
    move || {
        offer.get().map(|status| {
            let is_resolve = status == Status::Resolved;
            view! {
                <button
                    type="button"
                    class="button"
                    class:button--primary=is_resolve
                    aria-keyshortcuts=if is_resolve { RESOLVE } else { "o" }
                    on:click=move |_| conversation.set_status(status)
                >
                    <Icon glyph=if is_resolve { Glyph::Check } else { Glyph::Retry } />
                    <span>{move || if is_resolve { locale.texts().resolve } else { locale.texts().reopen }}</span>
                </button>
            }
        })
    }
}
