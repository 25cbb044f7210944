//! The empty states of the inbox.

use leptos::prelude::*;

use super::{address::InboxAddress, state::use_inbox, tab::Tab, texts::InboxTexts};
use crate::{
    console::{locale::use_locale, settings::widget_line},
    ui::icons::{Glyph, Icon},
};

/// Shows how conversations will appear and how to put the chat on a page, while there are no
/// conversations at all.
#[component]
pub fn EmptyInbox() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Inbox />
            <h2>{move || locale.texts().empty_inbox}</h2>
            <p>{move || locale.texts().empty_inbox_hint}</p>
            <p>{move || locale.texts().empty_inbox_widget}</p>
            <code class="code-line" translate="no">{widget_line()}</code>
        </div>
    }
}

/// Shows that no conversation of this tab has these statuses.
#[component]
pub fn EmptyView() -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    let everything = move || InboxAddress::all().path(inbox.open.get().as_ref());
    let is_narrowed = move || inbox.address.with(|address| *address != InboxAddress::all());
    let waiting = Memo::new(move |_| {
        let is_mine = inbox.address.with(|address| *address == InboxAddress::first());
        inbox.counts.with(|counts| counts.waiting) > 0 && is_mine
    });
    let to_unassigned = move || inbox.path_to(InboxAddress::with_tab, Tab::Unassigned);
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Inbox />
            <h2>{move || locale.texts().empty_view}</h2>
            <p>{move || locale.texts().empty_view_hint}</p>
            <Show when=move || waiting.get()>
                <a class="button" href=to_unassigned data-noscroll>
                    {move || InboxTexts::of(locale.language()).show_unassigned}
                </a>
            </Show>
            <Show when=is_narrowed>
                <a class="button" href=everything data-noscroll>{move || locale.texts().show_all}</a>
            </Show>
        </div>
    }
}

/// Shows that the search has found nothing.
#[component]
pub fn NoHit() -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    let texts = move || InboxTexts::of(locale.language());
    let words = Memo::new(move |_| inbox.address.with(|address| address.query.clone()));
    let title = move || {
        let (before, after) = texts().nothing_found;
        [before, &words.get(), after].concat()
    };
    let everywhere = move || inbox.path_to(|address, ()| address.everywhere(), ());
    let without = move || inbox.path_to(InboxAddress::with_query, String::new());
    let is_narrowed = move || inbox.address.with(|address| *address != address.everywhere());
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Search />
            <h2>{title}</h2>
            <p>{move || texts().nothing_found_hint}</p>
            <Show when=is_narrowed>
                <a class="button" href=everywhere data-noscroll>{move || texts().search_everywhere}</a>
            </Show>
            <a class="button" href=without data-noscroll>{move || texts().clear_search}</a>
        </div>
    }
}

/// Shows a hint beside the list while no conversation is open.
#[component]
pub fn NothingOpen() -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    // There are no conversations to pick.
    let is_empty = move || inbox.is_loaded.get() && inbox.counts.with(|counts| counts.all.all() == 0);
    view! {
        <div class="nothing-open">
            <Icon glyph=Glyph::Chat />
            <h2>{move || locale.texts().nothing_open}</h2>
            <p>{move || (!is_empty()).then(|| locale.texts().nothing_open_hint)}</p>
        </div>
    }
}
