//! The agents' console: a single-page app behind a sign-in page. Each page has
//! a folder, each component a file.

mod admin;
mod app;
mod blocked;
mod changes;
mod chip;
mod conversation;
mod copy;
mod customer;
mod declare_texts;
mod dialog;
mod dom_view;
mod face;
mod files;
mod focus;
pub mod form;
mod frame;
mod gate;
mod icons;
mod inbox;
mod join;
mod labels;
mod lazy;
mod link;
mod loaded;
mod locale;
mod log;
mod menu;
mod notice;
mod ordered;
mod outbox;
mod own_storage;
mod palette;
mod personal_data;
mod place;
mod poll;
mod preferences;
mod profile;
mod quick_replies;
mod request;
mod scope;
mod session;
mod settings;
mod shell;
mod shop;
mod shortcut;
mod sign_in;
mod snooze;
mod sorting;
mod statistics;
mod team;
mod texts;
mod title;
mod two_factor;
mod verified;

pub use app::App;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The `id` of the element for the console in the server's page.
const ROOT_ID: &str = "console";

/// Mounts the console in its element, or in the body if there is none.
pub fn mount() {
    console_error_panic_hook::set_once();
    let root = document().get_element_by_id(ROOT_ID).and_then(|element| element.dyn_into().ok());
    match root {
        Some(root) => mount_to(root, App).forget(),
        None => mount_to_body(App),
    }
}
