//! The log of changes.

pub(super) mod audit;
pub mod change_log;
