//! The customer's widget: an island in a shop's server-rendered page. The
//! server sends the round button; everything else is drawn in the browser, and
//! only once it is needed.

mod alerts;
mod beginning;
mod button;
mod chat;
mod composer;
mod confirm;
mod connection;
mod delivery;
mod draft;
mod embed;
mod ended;
mod face;
mod focus;
mod header;
mod island;
mod launch;
mod log;
mod menu;
mod notices;
mod own_texts;
mod prechat;
mod rating;
mod read_mark;
mod row;
mod seen;
mod sign_in;
mod sound;
mod texts;
mod typing;
mod viewport;
mod window;

use crate::model::language::Language;

pub use self::{
    embed::{command, embed, leave},
    island::ChatWidget,
};

/// What the button is called while the window is closed.
pub const fn button_name(language: Language) -> &'static str {
    texts::Texts::of(language).open
}

/// Readies the page for its islands; then the page's script wakes each one.
#[cfg(feature = "widget")]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
