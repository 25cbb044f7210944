//! Conversations and their messages, as customers and agents use them.

pub mod deleting;
pub mod editing;
pub(super) mod events;
pub(super) mod excerpt;
pub mod hints;
pub mod history;
pub mod messages;
pub mod news;
pub mod notes;
pub mod opening;
pub(super) mod periods;
pub(super) mod prechat;
mod quotes;
pub(super) mod rating;
pub mod reading;
pub mod recalling;
mod revising;
mod revisions;
pub(super) mod senders;
pub mod snooze;
pub mod status;
pub(super) mod thread;
pub mod transcript;
pub mod typing;
pub mod viewers;
pub mod visits;
pub(super) mod waiting;
