//! Signals, owners and effects: what the widget and the parts that it shares
//! with the console use of them, and nothing else. The console's views need
//! those of Leptos. The widget has none, and a set of its own that is a tenth
//! of the size.

#[cfg(feature = "leptos")]
mod leptos;
#[cfg(any(test, not(feature = "leptos")))]
mod light;
#[cfg(test)]
mod tests;

#[cfg(feature = "leptos")]
pub use self::leptos::*;
#[cfg(not(feature = "leptos"))]
pub use self::light::*;
