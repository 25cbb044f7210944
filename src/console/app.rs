//! The console: its contexts and its routes.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    Lazy,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use super::{
    admin::AdminFrame,
    files::AgentFiles,
    inbox::InboxPage,
    lazy::{
        BlockedRoute, JoinRoute, LogRoute, ProfileRoute, QuickRepliesRoute, SettingsRoute, StatisticsRoute, TeamRoute,
    },
    link::Link,
    locale::{Locale, use_locale},
    notice::{NoticeLine, Notices},
    place,
    session::Session,
    shell::Shell,
    shop::Shop,
    sign_in::SignInPage,
    title::{Title, set_title},
};

/// Runs the whole console.
#[component]
pub fn App() -> impl IntoView {
    let notices = Notices::new();
    let session = Session::new(notices);
    let locale = Locale::new();
    provide_context(locale);
    let shop = Shop::of_page(locale);
    provide_context(shop);
    provide_context(Title::new(locale, shop));
    provide_context(session);
    provide_context(AgentFiles::new(session));
    provide_context(notices);
    spawn_local(session.find_out());
    view! {
        <Router base=place::BASE>
            <Routes fallback=NoSuchPage>
                <Route path=path!("/sign-in") view=SignInPage />
                <Route path=path!("/oidc/:step") view=SignInPage />
                <Route path=path!("/join") view={Lazy::<JoinRoute>::new()} />
                <ParentRoute path=path!("") view=Shell>
                    <Route path=path!("/") view=|| view! { <Redirect path="/inbox" /> } />
                    <Route path=path!("/inbox/:id?") view=InboxPage />
                    <Route path=path!("/statistics") view={Lazy::<StatisticsRoute>::new()} />
                    <Route path=path!("/profile") view={Lazy::<ProfileRoute>::new()} />
                    <Route path=path!("/blocked") view={Lazy::<BlockedRoute>::new()} />
                    <ParentRoute path=path!("") view=AdminFrame>
                        <Route path=path!("/settings") view={Lazy::<SettingsRoute>::new()} />
                        <Route path=path!("/quick-replies/:id?") view={Lazy::<QuickRepliesRoute>::new()} />
                        <Route path=path!("/agents/:id?") view={Lazy::<TeamRoute>::new()} />
                        <Route path=path!("/log") view={Lazy::<LogRoute>::new()} />
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
            <Link href=place::INBOX class="button">
                {move || locale.texts().to_the_inbox}
            </Link>
        </main>
    }
}
