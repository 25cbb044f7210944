//! Labels: those of the open conversation, and the list of all.

mod editor;
mod item;
mod on_conversation;

pub use self::{editor::LabelList, on_conversation::ConversationLabels};
