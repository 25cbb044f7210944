//! How a server function is called: by `POST`, with JSON both ways.

#[cfg(feature = "console")]
mod browser;

#[cfg(feature = "console")]
pub use self::browser::Call;

/// The protocol of all server functions.
#[cfg(not(feature = "console"))]
pub type Call = server_fn::Http<server_fn::codec::Json, server_fn::codec::Json>;
