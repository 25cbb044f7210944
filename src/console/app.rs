//! The console: its contexts and its routes.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{A, ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use super::{
    admin::AdminFrame,
    blocked::BlockedPage,
    files::AgentFiles,
    inbox::InboxPage,
    join::JoinPage,
    locale::{Locale, use_locale},
    log::LogPage,
    notice::{NoticeLine, Notices},
    place,
    profile::ProfilePage,
    quick_replies::QuickRepliesPage,
    session::Session,
    settings::SettingsPage,
    shell::Shell,
    sign_in::SignInPage,
    statistics::StatisticsPage,
    team::TeamPage,
    title::{Title, set_title},
};

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let notices = Notices::new();
    let session = Session::new(notices);
    let locale = Locale::new();
    provide_context(locale);
    provide_context(Title::new(locale));
    provide_context(session);
    provide_context(AgentFiles::new(session));
    provide_context(notices);
    spawn_local(session.find_out());
    view! {
        <Router base=place::BASE>
            <Routes fallback=NoSuchPage>
                <Route path=path!("/sign-in") view=SignInPage />
                <Route path=path!("/oidc/:step") view=SignInPage />
                <Route path=path!("/join") view=JoinPage />
                <ParentRoute path=path!("") view=Shell>
                    <Route path=path!("/") view=|| view! { <Redirect path="/inbox" /> } />
                    <Route path=path!("/inbox/:id?") view=InboxPage />
                    <Route path=path!("/statistics") view=StatisticsPage />
                    <Route path=path!("/profile") view=ProfilePage />
                    <Route path=path!("/blocked") view=BlockedPage />
                    <ParentRoute path=path!("") view=AdminFrame>
                        <Route path=path!("/settings") view=SettingsPage />
                        <Route path=path!("/quick-replies/:id?") view=QuickRepliesPage />
                        <Route path=path!("/agents/:id?") view=TeamPage />
                        <Route path=path!("/log") view=LogPage />
                    </ParentRoute>
                </ParentRoute>
            </Routes>
        </Router>
        <NoticeLine />
    }
}

#[component]
fn NoSuchPage() -> impl IntoView {
    let locale = use_locale();
    set_title(move || locale.texts().no_such_page.to_owned());
    view! {
        <main class="blank-page">
            <h1>{move || locale.texts().no_such_page}</h1>
            <A href=place::INBOX attr:class="button">
                {move || locale.texts().to_the_inbox}
            </A>
        </main>
    }
}
