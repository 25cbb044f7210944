//! The emoji picker of both apps, with search, groups and recent emoji, usable
//! by mouse and by keyboard. Its data is fetched when it is first opened.

mod grid;
mod panel;
mod picker;
mod recent;
mod set;
mod texts;

pub use self::picker::emoji_picker;
