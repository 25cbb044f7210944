//! Parts of the programs: files of their own, which are fetched when they are
//! first needed (`wasm_split`, by `cargo leptos build --split`; `loader/parts.js`
//! fetches them). Debug builds are one file that contains every part.

pub use wasm_split_helpers::SplitLoaderError as NotFetched;

/// Declares a function that is in a part. It is asynchronous: it first fetches
/// the part, which fails without a connection. A later call tries again.
///
/// `file` names the part; functions with the same one are in one file. `fetch`
/// names a function that only fetches it.
macro_rules! part {
    (
        file: $file:ident $(, fetch: $fetch:ident)?;
        $(#[$doc:meta])*
        $visibility:vis fn $name:ident($($argument:ident: $kind:ty),*) -> $result:ty $body:block
    ) => {
        $(#[$doc])*
        #[cfg(all(target_family = "wasm", not(debug_assertions)))]
        #[wasm_split_helpers::wasm_split($file, fallible $(, preload($fetch))?)]
        $visibility fn $name($($argument: $kind),*) -> Result<$result, $crate::ui::part::NotFetched> {
            Ok($body)
        }

        $(#[$doc])*
        #[cfg(not(all(target_family = "wasm", not(debug_assertions))))]
        $visibility async fn $name($($argument: $kind),*) -> Result<$result, $crate::ui::part::NotFetched> {
            Ok($body)
        }

        $(
            /// Fetches the part.
            #[cfg(not(all(target_family = "wasm", not(debug_assertions))))]
            $visibility async fn $fetch() -> Result<(), $crate::ui::part::NotFetched> {
                Ok(())
            }
        )?
    };
}

pub(crate) use part;
