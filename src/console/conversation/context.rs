//! The page that the customer writes from, and their other conversations.

use leptos::prelude::*;

use super::{
    state::{Conversation, use_conversation},
    texts::ToolTexts,
};
use crate::{
    api::watch::load_context,
    console::{blocked::BlockControl, inbox::use_inbox, locale::use_locale},
    model::{
        browser,
        context::{ConversationContext, OtherConversation},
        deletion::Deletion,
        page::is_of_the_web,
    },
    ui::{page, time},
};

/// Fetches page, browser and other conversations: when the conversation is opened, after each
/// message and about three times a minute, because the customer may have moved to another page.
pub fn follow(conversation: Conversation) {
    let inbox = use_inbox();
    let show = move |known: ConversationContext| {
        if conversation.context.with_untracked(|shown| *shown != known) {
            conversation.context.set(known);
        }
    };
    let last_message = Memo::new(move |_| {
        conversation.summary.with(|summary| {
            let last = summary.as_ref().and_then(|summary| summary.last_message.as_ref());
            last.map(|last| last.created_at.clone())
        })
    });
    Effect::new(move |_| {
        last_message.track();
        conversation.ask_until_answered(move || load_context(conversation.id()), show);
    });
    let is_asking = StoredValue::new(false);
    let refresh = move || {
        if is_asking.get_value() || !page::is_visible() {
            return;
        }
        is_asking.set_value(true);
        conversation.ask(load_context(conversation.id()), move |answer| {
            is_asking.set_value(false);
            // A failure is not shown: the next time is soon.
            answer.into_iter().for_each(show);
        });
    };
    Effect::watch(move || inbox.minutes.track(), move |(), _, _| refresh(), false);
}

/// Shows page, browser and other conversations.
#[component]
pub fn CustomerContext() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let context = conversation.context;
    let is_anonymous = Memo::new(move |_| {
        conversation.summary.with(|summary| summary.as_ref().is_some_and(|summary| summary.customer.is_anonymous))
    });
    let block = Memo::new(move |_| context.with(|context| context.block.clone()));
    let texts = move || ToolTexts::of(locale.language());
    let page = Memo::new(move |_| {
        // Other changes must not draw the link again.
        context.with(|context| ConversationContext { others: Vec::new(), ..context.clone() })
    });
    let browser = move || {
        let words = context.with(|context| browser::describe(&context.user_agent));
        if words.is_empty() { texts().unknown.to_owned() } else { words }
    };
    view! {
        <dl class="facts">
            <dt>{move || texts().page}</dt>
            <dd>{move || view! { <PageLink context=page.get() /> }}</dd>
            <dt>{move || texts().browser}</dt>
            <dd>{browser}</dd>
        </dl>
        <BlockControl
            id=conversation.id()
            is_anonymous
            block=block
            on_change=move |block| context.update(|context| context.block = block)
        />
        <OtherConversations context />
    }
}

/// Shows the page's title and its host. A link to a page of the shop opens in a new tab without
/// access to the console. Customers control the address and the title, so any other page is not
/// linked.
#[component]
fn PageLink(context: ConversationContext) -> impl IntoView {
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let ConversationContext { page, page_host, page_is_own, .. } = context;
    if !is_of_the_web(&page.url) {
        return view! { {move || texts().unknown} }.into_any();
    }
    let title = if page.title.is_empty() { page.url.clone() } else { page.title };
    let address = page.url.clone();
    let link = if page_is_own {
        view! {
            <a href=page.url title=address target="_blank" rel="noopener noreferrer nofollow">
                <bdi>{title}</bdi>
                <span class="visually-hidden">", "{move || texts().new_tab}</span>
            </a>
        }
        .into_any()
    } else {
        view! { <bdi title=address>{title}</bdi> }.into_any()
    };
    view! {
        {link}
        <bdi class="page-host quiet">{page_host}</bdi>
    }
    .into_any()
}

/// Shows the current page on one line: the title of a page of the shop, or the host of any other.
/// Nothing is shown while it is unknown.
#[component]
pub fn CurrentPage() -> impl IntoView {
    let context = use_conversation().context;
    let locale = use_locale();
    let shown = Memo::new(move |_| {
        context.with(|ConversationContext { page, page_host, page_is_own, .. }| {
            let text = if *page_is_own && !page.title.is_empty() { &page.title } else { page_host };
            (is_of_the_web(&page.url) && !text.is_empty()).then(|| (text.clone(), page.url.clone()))
        })
    });
    let label = move || ToolTexts::of(locale.language()).page;
    move || {
        shown.get().map(|(text, address)| {
            view! {
                <span class="current-page" title=address>
                    " · "
                    <span class="visually-hidden">{label}": "</span>
                    <bdi>{text}</bdi>
                </span>
            }
        })
    }
}

#[component]
fn OtherConversations(context: RwSignal<ConversationContext>) -> impl IntoView {
    let locale = use_locale();
    let others = Memo::new(move |_| context.with(|context| context.others.clone()));
    view! {
        <Show when=move || others.with(|others| !others.is_empty())>
            <h3>{move || ToolTexts::of(locale.language()).others}</h3>
            <ul class="other-conversations">
                {move || others.get().into_iter().map(|other| view! { <Other other /> }).collect_view()}
            </ul>
        </Show>
    }
}

/// Shows another conversation, as in "Editions · 2 Oct, resolved".
#[component]
fn Other(other: OtherConversation) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let OtherConversation { conversation_id, subject, status, excerpt, last_message_at } = other;
    // Every message has an excerpt until it is deleted.
    let title = [subject, excerpt].into_iter().find(|title| !title.is_empty());
    let title = move || title.clone().unwrap_or_else(|| Deletion::Message.words(locale.language()).to_owned());
    view! {
        <li>
            <a href=move || inbox.address.with(|address| address.path(Some(&conversation_id))) data-noscroll>
                <b dir="auto">{title}</b>
                <span>
                    {move || time::relative(&last_message_at, locale.language())}
                    " · "
                    {move || locale.texts().status(status)}
                </span>
            </a>
        </li>
    }
}
