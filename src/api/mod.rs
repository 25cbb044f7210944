//! Server functions: the support API that the WASM calls. Each is thin: it finds out
//! who calls, checks the input, and makes one call of the domain.
//!
//! All are `POST` with JSON under [`PREFIX`], at addresses that do not change.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments and cannot document its fields"
)]

pub mod admin;
pub mod agent;
pub mod blocks;
pub mod bulk;
pub mod call;
pub mod customer;
pub mod hints;
pub mod joining;
pub mod labels;
pub mod notes;
pub mod preferences;
pub mod quick_replies;
pub mod statistics;
pub mod two_factor;
pub mod typing;
pub mod watch;

/// The prefix of the addresses of server functions.
pub const PREFIX: &str = "/support/fn";
