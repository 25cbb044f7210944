//! Server functions for admins.

pub mod agents;
pub mod conversations;
pub mod customers;
pub mod log;
pub mod quick_replies;
pub mod settings;
