//! The server.

pub mod assets;
pub mod config;
