//! The log of changes, and reports of browsers in the log of the server.

pub(super) mod audit;
pub mod change_log;
mod panics;
