//! The parts of the shop's pages.

mod cover;
mod document;
mod footer;
mod header;
mod language_switch;
mod past_conversations;
mod shelf;
mod sign_in;

pub use cover::Cover;
pub use document::{About, Document};
pub use past_conversations::PastConversations;
pub use shelf::Shelf;
pub use sign_in::SignInButtons;
