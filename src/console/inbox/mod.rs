//! The inbox: the list of conversations, with the open conversation beside it.

mod address;
mod bulk;
mod change;
mod choice;
mod directory;
mod empty;
mod file_mark;
mod filter_fields;
mod filter_sheet;
mod filters;
mod following;
mod header;
mod hit;
mod holding;
mod keys;
mod list;
mod news;
mod next;
mod pages;
mod pending;
mod polled_rows;
mod result_count;
mod row;
mod row_marks;
mod rows;
#[cfg(test)]
pub mod samples;
mod saved_views;
mod search;
mod searching;
mod selection;
mod skeleton;
mod state;
mod tab;
mod tabs;
mod texts;
mod toolbar;
mod undo;
mod undo_content;
mod undo_texts;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

pub use self::{
    address::InboxAddress,
    bulk::BulkBar,
    change::Change,
    directory::use_directory,
    filter_fields::FilterFields,
    keys::shortcut,
    pages::next_page,
    saved_views::SavedViewList,
    state::{Inbox, use_inbox},
    tab::Tab,
    texts::InboxTexts,
    undo::undo_word,
    undo_content::UndoContent,
};
use self::{
    directory::Directory,
    empty::NothingOpen,
    filters::StatusFilters,
    header::ListHeader,
    list::ConversationList,
    result_count::ResultCount,
    selection::{Selection, use_selection},
    toolbar::Toolbar,
    undo::UndoNotice,
};
use super::{
    conversation::{ConversationPage, NoSuchConversation},
    lazy::{BULK_BAR, PartInPage},
    locale::use_locale,
    session::use_session,
    title::set_title,
};
use crate::model::ids::ConversationId;

/// Shows the page. The inbox's state belongs to the shell, and is kept up to date while other
/// pages are on screen.
#[component]
pub fn InboxPage() -> impl IntoView {
    let locale = use_locale();
    let (params, query) = (use_params_map(), use_query_map());
    let stated = Memo::new(move |_| query.with(|query| InboxAddress::stated(|name| query.get_str(name))));
    let asked_for = Memo::new(move |_| params.with(|params| params.get("id")).filter(|id| !id.is_empty()));
    let open: Memo<Option<ConversationId>> = Memo::new(move |_| asked_for.with(|id| id.as_ref()?.parse().ok()));
    let inbox = use_inbox();
    let address = Memo::new(move |_| stated.get().unwrap_or_else(|| inbox.last_view()));
    inbox.enter(address.get_untracked(), open.get_untracked());
    on_cleanup(move || inbox.leave());
    provide_context(Directory::new(use_session()));
    let selection = Selection::new();
    provide_context(selection);

    Effect::watch(
        move || address.get(),
        move |address, _, _| {
            selection.clear();
            inbox.set_address(address.clone());
        },
        false,
    );
    Effect::watch(move || open.get(), move |open, _, _| inbox.set_open(open.clone()), false);
    Effect::new(move |_| {
        if stated.with(Option::is_none) {
            show_in_address_bar(&address.get_untracked().path(open.get_untracked().as_ref()));
        }
    });
    set_title(move || locale.texts().inbox.to_owned());
    keys::listen(inbox, selection);

    let pane = move || {
        asked_for.get().map(|id| match id.parse() {
            Ok(id) => view! { <ConversationPage id=id /> }.into_any(),
            Err(_) => view! { <NoSuchConversation /> }.into_any(),
        })
    };
    view! {
        <main class="inbox" class:has-open=move || asked_for.with(Option::is_some)>
            <ListColumn />
            {move || pane().unwrap_or_else(|| view! { <NothingOpen /> }.into_any())}
            <UndoNotice />
        </main>
    }
}

/// Names the view in the address bar that an address without one has led to. For the router it is
/// the same page, which must not be drawn again.
fn show_in_address_bar(path: &str) {
    let Ok(history) = window().history() else { return };
    if let Ok(state) = history.state() {
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// Shows the list with the controls above it.
#[component]
fn ListColumn() -> impl IntoView {
    let inbox = use_inbox();
    let selection = use_selection();
    view! {
        <div class="list-column" class:is-uncounted=move || !inbox.is_loaded.get()>
            <ListHeader />
            <StatusFilters />
            <Toolbar />
            <ResultCount />
            <ConversationList />
            <PartInPage part=BULK_BAR is_wanted=Signal::derive(move || selection.is_used()) />
        </div>
    }
}
