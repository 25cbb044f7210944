//! The server functions that the console calls.

pub mod admin;
pub mod agent;
pub mod blocks;
pub mod bulk;
pub mod deleting;
pub mod drafts;
pub mod editing;
pub mod hints;
pub mod joining;
pub mod labels;
pub mod mentions;
pub mod notes;
pub mod preferences;
pub mod quick_replies;
pub mod recalling;
pub mod saved_views;
pub mod statistics;
pub mod two_factor;
pub mod typing;
pub mod watch;
