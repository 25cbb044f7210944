//! What stands around every page: the rail, and the check that somebody is
//! signed in.

mod heartbeat;
mod language;
mod rail;
mod shortcut_texts;
mod shortcuts;
mod waiting;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
    location::Url,
};

pub use self::{
    language::LanguageSwitch,
    shortcuts::{Shortcuts, use_shortcuts},
};
use self::{rail::Rail, waiting::Waiting};
use super::{place, preferences::AgentPreferences, session::use_session};

/// The rail and the page beside it, for those who are signed in. Others go to
/// the sign-in page, which leads back here.
#[component]
pub fn Shell() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let navigate = use_navigate();
    provide_context(Shortcuts::new());
    heartbeat::keep(session);
    AgentPreferences::provide();
    Effect::new(move |_| {
        if session.is_out() {
            let here = [location.pathname.get_untracked(), location.search.get_untracked()].join("?");
            let sign_in = format!("{}?next={}", place::SIGN_IN, Url::escape(here.trim_end_matches('?')));
            navigate(&sign_in, NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() });
        }
    });
    let is_in = Memo::new(move |_| session.agent_id().is_some());
    view! {
        <div class="shell">
            <Show when=move || is_in.get() fallback=Waiting>
                <Rail />
                <Outlet />
            </Show>
        </div>
    }
}
