//! Server functions: the support API that the WASM bundles call. Each is thin: it identifies the
//! caller, checks the input, and makes one call of the domain.
//!
//! All are `POST` with JSON under [`PREFIX`], at addresses that do not change.

#![cfg_attr(
    feature = "leptos",
    expect(
        missing_docs,
        reason = "the macro makes a struct of each function's arguments and cannot document its fields"
    )
)]

pub mod call;
#[cfg(feature = "leptos")]
mod console;
pub mod customer;
mod declare;

#[cfg(feature = "leptos")]
pub use self::console::*;

/// The prefix of the addresses of server functions.
pub const PREFIX: &str = "/support/fn";
