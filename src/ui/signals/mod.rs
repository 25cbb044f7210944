//! Signals, owners and effects: the parts that the widget and its shared code
//! use. The console uses those of Leptos, which its views need. The widget has
//! its own implementation, a tenth of the size.

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
