//! The widget on a page of another site, in a shadow root that the page's
//! loader (`loader/`) has created. The loader sends commands and receives
//! events.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit};

use super::{
    launch::Launch,
    on_page::{self, widget},
    task::{self, spawn},
};
use crate::{
    model::{config::WidgetConfig, error::ApiError, language::Language, message::Message},
    ui::{
        bearer,
        bell::wait,
        dom::{Tag, later},
        signals::*,
    },
    wire::{self, Body, Read as _, Write as _},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn warn(words: &str);
}

/// The attribute by which the page chooses the colour scheme.
const SCHEME: &str = "data-color-scheme";
/// The shortest wait before the page is told of another rejected token, in milliseconds.
const REPORT_MS: u32 = 60_000;
/// How often that wait doubles: up to an hour.
const MAX_DOUBLINGS: u32 = 6;

/// The embedded widget, and the callback for its events.
struct Embedded {
    launch: Launch,
    tell: Function,
    /// Owns the widget's signals, effects and tasks.
    owner: Owner,
    /// Its element on the page.
    tag: Tag,
}

thread_local! {
    static EMBEDDED: RefCell<Option<Embedded>> = const { RefCell::new(None) };
}

/// Mounts the widget in `place`. `server` is this server's origin. `config` is
/// the configuration and `button` the data of the button, as the browser has parsed
/// them, and `line` is the page's script tag. `tell` is called with
/// an event's name and data. Returns `false` if the configuration cannot be read;
/// nothing is mounted then.
#[expect(clippy::too_many_arguments, reason = "JavaScript calls it, and an object would make the loader larger")]
pub fn embed(
    place: &HtmlElement,
    server: String,
    config: &JsValue,
    button: &JsValue,
    line: &HtmlElement,
    language: &str,
    identity_token: Option<String>,
    tell: Function,
) -> bool {
    prepare_executor();
    let is_under_way = wire::field(button, "is_under_way").unwrap_or_default();
    let Some(mut config) = WidgetConfig::read(config) else { return false };
    // The page may set both.
    let color = wire::field(button, "primary_color");
    config.settings.position = wire::field(button, "position").unwrap_or(config.settings.position);
    config.settings.primary_color = color.unwrap_or(config.settings.primary_color);
    let sets_color = line.has_attribute("data-color");
    let sign_in_url = line.get_attribute("data-sign-in-url");
    let language = language.parse().unwrap_or_default();
    bearer::ask_from_elsewhere(server);
    let owner = Owner::new();
    let launch = owner.with(|| Launch::new(config, language, identity_token, sign_in_url, is_under_way));
    launch.page_color.set_value(color.filter(|_| sets_color));
    let tag = owner.with(|| {
        follow_scheme(launch, line);
        tell_of(launch);
        widget(launch)
    });
    // Appending to an element cannot throw.
    let _ = place.append_child(tag.element());
    EMBEDDED.set(Some(Embedded { launch, tell, owner, tag }));
    true
}

/// Follows the colour scheme that the page's script tag names, also when the page changes it.
fn follow_scheme(launch: Launch, line: &HtmlElement) {
    let line = line.clone();
    launch.page_scheme.set(line.get_attribute(SCHEME));
    let watched = line.clone();
    let changed = Closure::<dyn FnMut()>::new(move || launch.page_scheme.set(line.get_attribute(SCHEME)));
    let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else { return };
    let options = MutationObserverInit::new();
    options.set_attributes(true);
    // Observing an element cannot throw.
    let _ = observer.observe_with_options(&watched, &options);
    let observed = StoredValue::new_local((observer, changed));
    on_cleanup(move || observed.with_value(|(observer, _)| observer.disconnect()));
}

/// Removes the widget from the page, or ends the work of an island.
pub fn leave() {
    // Its work ends first, so that nothing reads its signals or writes to removed elements.
    task::end_all();
    bearer::forget();
    on_page::leave();
    if let Some(Embedded { owner, tag, .. }) = EMBEDDED.take() {
        owner.cleanup();
        tag.remove();
    }
}

/// Executes a command of the page.
pub fn command(name: &str, value: Option<String>) {
    let Some(launch) = EMBEDDED.with_borrow(|embedded| embedded.as_ref().map(|embedded| embedded.launch)) else {
        return;
    };
    let is_open = launch.is_open.get_untracked();
    match (name, value) {
        ("open", _) if !is_open => launch.open(),
        ("toggle", _) if !is_open => launch.open(),
        ("close" | "toggle", _) if is_open => launch.close(),
        ("identify", Some(token)) => launch.introduce(token),
        ("prefill", Some(text)) => launch.prefilled.set(Some(text)),
        ("locale", Some(code)) => {
            if let Ok(language) = code.parse::<Language>() {
                launch.spoken.set(language);
            }
        }
        _ => {}
    }
}

/// Reports to the page when the window opens and closes, the count of unread messages,
/// and when an admin turns the chat off or on.
fn tell_of(launch: Launch) {
    let mut was_open = false;
    later(move || {
        let is_open = launch.is_open.get();
        if was_open != is_open {
            tell(if is_open { "open" } else { "close" }, JsValue::UNDEFINED);
        }
        was_open = is_open;
    });
    let mut before = 0;
    later(move || {
        let unread = launch.unread.get();
        if before != unread {
            tell("unread", unread.into());
        }
        before = unread;
    });
    let mut was_on = true;
    later(move || {
        let is_on = launch.config.with(|config| config.settings.enabled);
        if was_on != is_on {
            tell("state", if is_on { "on" } else { "off" }.into());
        }
        was_on = is_on;
    });
}

/// Reports a message of the shop to the page.
pub fn received(message: &Message) {
    let told = Body::new().with("text", &message.content).with("sender", &message.sender_name);
    tell("message", told.write());
}

/// Reports to the page that the server has rejected its identity token, once for each
/// token, and logs the reason to the browser's console. A page answers with a new token.
/// If that is rejected too, the page is told a minute later, and then after longer and
/// longer waits: with a wrong secret, it would otherwise ask its server without a pause.
pub fn rejected(error: &ApiError, launch: Launch) {
    let token = launch.identity_token.get_value();
    let (last, count) = launch.rejections.get_value();
    if count > 0 && last == token {
        return;
    }
    launch.rejections.set_value((token.clone(), count + 1));
    // Continues with the server's sentence: "The identity token was rejected: …".
    warn(&["Adda: t", error.error.get(1..).unwrap_or_default()].concat());
    spawn(async move {
        if count > 0 {
            wait(REPORT_MS << (count - 1).min(MAX_DOUBLINGS)).await;
        }
        // In the meantime the page may have replaced the token, or removed the chat.
        let is_rejected = launch.is_rejected.try_get_untracked() == Some(true);
        if is_rejected && launch.rejections.get_value().0 == token {
            tell("error", Body::new().with("reason", "identity").write());
        }
    });
}

fn tell(event: &str, what: JsValue) {
    // Taken out of the cell first, because the page may send a command at once.
    let told = EMBEDDED.with_borrow(|embedded| embedded.as_ref().map(|embedded| embedded.tell.clone()));
    if let Some(told) = told {
        // Errors in the page's own code are the page's concern.
        let _ = told.call2(&JsValue::NULL, &event.into(), &what);
    }
}
