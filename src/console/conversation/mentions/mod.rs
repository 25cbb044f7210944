//! Mentions of colleagues in notes: the list that opens when `@` is typed, how the log shows them,
//! and that the agent has seen them.

mod list;
mod seeing;
mod texts;
mod words;

pub use self::{
    list::{MentionList, MentionMenu},
    seeing::SeeingTask,
    words::NoteWords,
};
