//! The tables as sea-orm sees them: rows, and nothing about what they mean.

pub mod account;
pub mod agent;
pub mod chat_settings;
pub mod conversation;
pub mod message;
pub mod quick_reply;
pub mod session;
