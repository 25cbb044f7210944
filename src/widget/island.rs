//! The island: where the server's part of the widget ends and the browser's
//! begins.

use leptos::{html, mount::mount_to, prelude::*};

use super::{
    button::ChatButton,
    chat::Chat,
    launch::{self, Launch},
    window::ChatWindow,
};
use crate::model::{config::WidgetConfig, language::Language};

/// The widget, on every page of a shop.
#[island]
pub fn ChatWidget(
    /// What the admin has set.
    config: WidgetConfig,
    /// The page's language.
    language: Language,
    /// What the shop's server signed to say who the customer is.
    identity_token: Option<String>,
    /// Where the shop's customers sign in, if the page has such a place.
    sign_in_url: Option<String>,
) -> impl IntoView {
    config.enabled.then(|| {
        let launch = Launch::new(config, language, identity_token, sign_in_url);
        view! { <Widget launch/> }
    })
}

/// Button and window, on this server's own pages and on those of other sites.
#[component]
pub fn Widget(launch: Launch) -> impl IntoView {
    let (class, color) =
        launch.config.with_untracked(|config| (["adda adda-", config.position.code()].concat(), config.primary_color));
    // Only in the browser, and only where there is something to take up:
    // who never opens the chat causes no request and is not stored.
    Effect::new(move || {
        launch.recall_language();
        if launch::is_remembered() {
            launch.start();
        }
    });
    let place = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if launch.is_started.get() && launch.spoken.get() != launch.fetched.get() {
            launch.fetch_texts();
        }
    });
    // The session outlives the effect that draws it anew: what is still
    // heard while it is taken out of the page finds all it needs.
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |before: Option<Option<_>>| {
        // Mounted, not a part of the view: then the program holds no code
        // to hydrate what the server never sends. Anew in another language.
        drop(before);
        let language = launch.fetched.get();
        let is_ready = launch.is_started.get() && launch.spoken.get() == language;
        let place = place.get().filter(|_| is_ready)?;
        let launch = launch.in_language(language);
        Some(owner.with(|| mount_to(place.into(), move || view! { <ChatSession launch/> })))
    });
    view! {
        <div class=class lang=move || launch.spoken.get().code() node_ref=place>
            <ChatButton launch color/>
        </div>
    }
}

/// What runs once the customer has opened the chat, here or on an earlier page.
#[component]
fn ChatSession(launch: Launch) -> impl IntoView {
    let chat = Chat::start(launch);
    move || launch.was_opened.get().then(|| view! { <ChatWindow chat/> })
}
