//! The widget in the browser: its button, and the window from the first click
//! on.

use std::cell::RefCell;

use web_sys::HtmlElement;

use super::{
    button::{chat_button, spoken_count},
    chat::Chat,
    colors,
    launch::{self, Launch},
    window::chat_window,
};
use crate::{
    model::{config::WidgetConfig, language::Language},
    ui::{
        dom::{Tag, watch},
        page::document,
        signals::*,
    },
    wire,
};

/// The data that the server has rendered into an island: see `island.rs`.
#[derive(wire::Read)]
struct Island {
    config: WidgetConfig,
    language: Language,
    identity_token: Option<String>,
    sign_in_url: Option<String>,
    is_under_way: bool,
}

thread_local! {
    /// The owners of the page's islands, until the page is left.
    static ISLANDS: RefCell<Vec<Owner>> = const { RefCell::new(Vec::new()) };
}

/// Mounts the widget in place of the server-rendered button.
pub fn wake(island: &HtmlElement) {
    prepare_executor();
    let Some(given) = island.get_attribute("data-island").and_then(|text| wire::parse::<Island>(&text)) else { return };
    let owner = Owner::new();
    let launch = owner.with(|| {
        Launch::new(given.config, given.language, given.identity_token, given.sign_in_url, given.is_under_way)
    });
    let button = island.query_selector("button").ok().flatten();
    let had_focus = button.is_some() && document().active_element() == button;
    island.replace_children_with_node_1(owner.with(|| widget(launch)).element());
    if had_focus && let Some(button) = island.query_selector("button").ok().flatten() {
        Tag::of(wasm_bindgen::JsCast::unchecked_into(button)).focus();
    }
    ISLANDS.with_borrow_mut(|islands| islands.push(owner));
}

/// Ends the work of all islands, because the page's customer has signed out.
pub fn leave() {
    ISLANDS.take().iter().for_each(Owner::cleanup);
}

/// Returns button and window, on this server's own pages and on those of other
/// sites.
pub fn widget(launch: Launch) -> Tag {
    let position = launch.config.with_untracked(|config| config.settings.position);
    // Only if there is a conversation to resume: a customer who never opens the
    // chat causes no request and is not stored.
    launch.recall_language();
    if launch::is_remembered() || launch.is_under_way.get_value() {
        launch.start();
    }
    watch(move || {
        if launch.is_started.get() && launch.spoken.get() != launch.fetched.get() {
            launch.fetch_texts();
        }
    });
    let place = Tag::new("div", &["adda adda-", position.code()].concat());
    colors::follow(launch, place)
        .live_attr("lang", move || Some(launch.spoken.get().code().to_owned()))
        .child(chat_button(launch))
        .child(spoken_count(launch))
        .slot(move || language_of_session(launch), move |language| Some(session(launch.in_language((*language)?))))
}

/// Returns the language of the session, once there is a session and its texts.
fn language_of_session(launch: Launch) -> Option<Language> {
    let language = launch.fetched.get();
    (launch.is_started.get() && launch.spoken.get() == language).then_some(language)
}

/// Returns the session, which runs once the customer has opened the chat on
/// this or an earlier page. It is drawn again in another language.
fn session(launch: Launch) -> Tag {
    let chat = Chat::start(launch);
    Tag::new("div", "adda-contents").show(move || launch.was_opened.get(), move || chat_window(chat))
}
