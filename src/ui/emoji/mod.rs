//! The emoji picker of both apps, with search, groups and recent emoji, usable
//! by mouse and by keyboard. Its program and its data are fetched when it is
//! first opened.

mod button;
mod grid;
mod panel;
mod part;
mod recent;
mod set;
mod texts;

pub use self::button::emoji_picker;
