//! The shell around every page: the rail, and the check for a signed-in agent.

mod alerts;
mod attention;
mod badge;
mod connection;
mod language;
mod news;
mod rail;
mod shortcut_list;
mod shortcut_texts;
mod shortcuts;
mod skip;
mod waiting;

use leptos::{either::EitherOf3, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
    location::Url,
};

pub use self::{
    attention::Attention,
    connection::ConnectionBarOfField,
    language::LanguageSwitch,
    shortcut_list::ShortcutList,
    shortcuts::{Shortcuts, use_shortcuts},
};
use self::{
    connection::{Connection, ConnectionBar},
    rail::Rail,
    skip::SkipLinks,
    waiting::Waiting,
};
use super::{
    conversation::{Finishing, RecentConversations},
    inbox::Inbox,
    lazy::{PartPage, TWO_FACTOR_REQUIRED, fetch_linked_parts},
    outbox::Outbox,
    own_storage,
    palette::CommandPalette,
    place,
    preferences::AgentPreferences,
    session::use_session,
    title::Title,
};
use crate::model::ids::AgentId;

/// Shows the rail and the page beside it, for agents who are signed in. Others
/// go to the sign-in page, which leads back here. Agents who must set up
/// two-factor authentication see only that.
#[component]
pub fn Shell() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.is_out() {
            let here = [location.pathname.get_untracked(), location.search.get_untracked()].join("?");
            let sign_in = format!("{}?next={}", place::SIGN_IN, Url::escape(here.trim_end_matches('?')));
            navigate(&sign_in, NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() });
        }
    });
    let agent = Memo::new(move |_| session.agent_id().map(|me| (me, session.must_set_up_two_factor())));
    // A function is always drawn as new elements. Nothing that one agent has typed or opened
    // remains when another one signs in.
    view! {
        <div class="shell">
            {move || match agent.get() {
                Some((_, true)) => EitherOf3::A(view! { <PartPage part=TWO_FACTOR_REQUIRED /> }),
                Some((me, false)) => EitherOf3::B(move || view! { <AgentShell me /> }),
                None => EitherOf3::C(view! { <Waiting /> }),
            }}
        </div>
    }
}

/// Runs the state of one agent in this tab, on all pages: the preferences, the
/// inbox, the outbox, and the poll for changes. It ends when the agent signs
/// out or another one signs in, and leaves none of the agent's data on the
/// page.
#[component]
fn AgentShell(me: AgentId) -> impl IntoView {
    let session = use_session();
    own_storage::forget_drafts_of_others(me);
    fetch_linked_parts();
    provide_context(Shortcuts::new(me));
    AgentPreferences::provide();
    let attention = Attention::new();
    provide_context(attention);
    let inbox = Inbox::new(me, session, attention);
    provide_context(inbox);
    provide_context(RecentConversations::default());
    let outbox = Outbox::provide(me);
    Finishing::provide(inbox, outbox);
    let poll = news::follow(me, session, inbox, outbox, attention);
    expect_context::<Title>().count(move || attention.total.get());
    let is_lost = Signal::derive(move || poll.health.get().is_lost() || inbox.has_failed.get());
    provide_context(Connection::new(is_lost, move || {
        poll.retry_now();
        inbox.open_changed.notify();
    }));
    view! {
        <SkipLinks />
        <Rail />
        <Outlet />
        <ConnectionBar />
        <CommandPalette />
    }
}
