//! How a server function is called: by `POST`, with JSON both ways.

#[cfg(feature = "console")]
mod console;
#[cfg(any(feature = "ssr", feature = "widget"))]
pub mod widget;

#[cfg(feature = "console")]
pub use self::console::Call;

/// The protocol of all server functions.
#[cfg(all(feature = "leptos", not(feature = "console")))]
pub type Call = server_fn::Http<server_fn::codec::Json, server_fn::codec::Json>;
