//! The customer's widget: an island in a shop's server-rendered page. The
//! server sends the round button; everything else is drawn in the browser, and
//! only once it is needed. It uses `ui::dom`, to keep the download small.

mod abandoned;
mod alerts;
mod away;
mod beginning;
mod button;
mod chat;
mod colors;
mod composer;
mod confirm;
mod connection;
mod delivery;
mod draft;
mod embed;
mod ended;
mod face;
mod files;
mod focus;
mod header;
#[cfg(feature = "ssr")]
mod island;
mod launch;
mod log;
mod menu;
mod notices;
mod on_page;
mod own_texts;
mod prechat;
mod rating;
mod row;
mod seen;
mod sign_in;
mod sound;
mod tabs;
mod task;
mod texts;
mod typing;
mod undo;
mod viewport;
mod window;
mod window_words;

#[cfg(feature = "ssr")]
pub use self::island::ChatWidget;
pub use self::{
    embed::{command, embed, leave},
    on_page::wake,
};
use crate::model::language::Language;

/// Returns the button's name while the window is closed.
pub const fn button_name(language: Language) -> &'static str {
    texts::Texts::of(language).open
}
