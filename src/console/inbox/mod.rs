//! The inbox: the list of conversations, and beside it the open one.

mod address;
mod alerts;
mod attention;
mod bulk;
mod choice;
mod connection;
mod directory;
mod empty;
mod file_mark;
mod filter_sheet;
mod filters;
mod header;
mod hit;
mod keys;
mod list;
mod pages;
mod row;
mod rows;
#[cfg(test)]
mod samples;
mod search;
mod selection;
mod skeleton;
mod state;
mod steps;
mod tab;
mod tabs;
mod texts;
mod title;
mod toolbar;
mod undo;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{
    address::InboxAddress, bulk::BulkBar, connection::ConnectionBar, directory::Directory, empty::NothingOpen,
    filters::StatusFilters, header::ListHeader, list::ConversationList, search::SearchBox, selection::Selection,
    tabs::Tabs, toolbar::Toolbar, undo::UndoNotice,
};
pub use self::{
    directory::use_directory,
    keys::{focus, letter},
    state::{Inbox, use_inbox},
    texts::InboxTexts,
    undo::{StatusUndo, use_status_undo},
};
use super::{
    conversation::{ConversationPage, NoSuchConversation},
    session::use_session,
};
use crate::{
    model::ids::{AgentId, ConversationId},
    ui::pace,
};

/// The page, for the agent who is signed in.
#[component]
pub fn InboxPage() -> impl IntoView {
    let me = use_session().agent_id_untracked();
    me.map(|me| view! { <InboxOf me=me /> })
}

#[component]
fn InboxOf(me: AgentId) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let address = Memo::new(move |_| query.with(|query| InboxAddress::read(|name| query.get_str(name))));
    let asked_for = Memo::new(move |_| params.with(|params| params.get("id")).filter(|id| !id.is_empty()));
    let open: Memo<Option<ConversationId>> = Memo::new(move |_| asked_for.with(|id| id.as_ref()?.parse().ok()));
    let inbox = Inbox::new(me, use_session(), address, open);
    provide_context(inbox);
    provide_context(Directory::new(use_session()));
    let selection = Selection::new();
    provide_context(selection);
    provide_context(StatusUndo::new(inbox));

    let poll = pace::poll(|| true, || false, move || inbox.refresh());
    Effect::watch(move || inbox.wanted.track(), move |(), _, _| poll.wake(), false);
    Effect::watch(
        move || address.get(),
        move |_, _, _| {
            inbox.start_over();
            selection.clear();
            poll.wake();
        },
        false,
    );
    Effect::watch(move || open.get(), move |_, before, _| inbox.turn_from(before.and_then(Option::as_ref)), false);
    title::show(inbox);
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
            <ConnectionBar is_lost=Signal::derive(move || poll.health.get().is_lost()) />
        </main>
    }
}

/// The list with what stands above it.
#[component]
fn ListColumn() -> impl IntoView {
    let inbox = use_inbox();
    view! {
        <div class="list-column" class:is-uncounted=move || !inbox.is_loaded.get()>
            <ListHeader />
            <SearchBox />
            <Tabs />
            <StatusFilters />
            <Toolbar />
            <ConversationList />
            <BulkBar />
        </div>
    }
}
