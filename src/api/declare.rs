//! Declares a server function of customers once: for the server, and for the widget.

/// Declares server functions that customers call. Each becomes
///
/// - a `#[server]` function, which the server answers and the console may call, too;
/// - in the module `calls`, a function with the same name and parameters by which the widget
///   calls it.
///
/// The word before the address is the timeout of the widget's call
/// ([`Limit`](super::call::widget::Limit)).
macro_rules! customer_functions {
    ($(
        $(#[$doc:meta])*
        $limit:ident $endpoint:literal
        pub async fn $name:ident($($argument:ident: $kind:ty),* $(,)?) -> Result<$answer:ty, ApiError> {
            $($body:tt)*
        }
    )+) => {
        $(
            $(#[$doc])*
            #[cfg(feature = "leptos")]
            #[server(prefix = "/support/fn", endpoint = $endpoint, protocol = Call)]
            pub async fn $name($($argument: $kind),*) -> Result<$answer, ApiError> {
                $($body)*
            }
        )+

        /// Calls the functions from the widget.
        #[cfg(any(feature = "ssr", feature = "widget"))]
        pub mod calls {
            use super::*;
            use crate::{
                api::call::widget::{Call, Limit, call},
                wire::Body,
            };

            $(
                $(#[$doc])*
                pub fn $name($($argument: $kind),*) -> Call<$answer> {
                    call(Limit::$limit, $endpoint, Body::new()$(.with(stringify!($argument), &$argument))*)
                }
            )+
        }
    };
}
pub(super) use customer_functions;
