//! Labels: those of the open conversation, and the list of all.

mod editor;
mod item;
mod menu;
mod on_conversation;

pub use self::{
    editor::LabelList,
    menu::{LabelMenu, item as label_item},
    on_conversation::ConversationLabels,
};
