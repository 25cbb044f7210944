//! Small parts that the widget and the console share: the browser's clock, page
//! and storage, the pace of polls, sending, and a conversation's rows. Code
//! that uses the browser runs only there; the rest is plain logic.

pub mod abort;
pub mod bearer;
pub mod bell;
pub mod case;
pub mod chime;
pub mod composing;
pub mod dom;
pub mod draft;
pub mod emoji;
pub mod erased;
pub mod files;
pub mod hints;
pub mod icons;
pub mod insert;
pub mod lead;
pub mod links;
pub mod outbox;
pub mod pace;
pub mod page;
pub mod part;
#[cfg(test)]
mod properties;
pub mod reading_place;
pub mod retry;
mod search;
pub mod signals;
pub mod storage;
pub mod time;
pub mod timeline;
pub mod timeout;
pub mod title;
pub mod typing;
pub mod words;
