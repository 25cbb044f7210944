//! Adda: live customer support for shops. One crate, compiled three times: the
//! server (`ssr`), the customer's widget (`widget`), the agents' console
//! (`console`).

#[cfg(any(feature = "leptos", feature = "widget"))]
pub mod api;
#[cfg(feature = "console")]
pub mod console;
#[cfg(test)]
mod generated_inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod shop;
pub mod ui;
#[cfg(any(feature = "ssr", feature = "widget"))]
pub mod widget;
pub mod wire;
