//! A part of the program, and whether it has been loaded.

use futures::{
    FutureExt,
    future::{Either, LocalBoxFuture, select},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, wasm_split::SplitLoaderError};

/// How long the current page stays while the next page's program is fetched, in
/// milliseconds. After that a skeleton replaces it.
const SKELETON_DELAY_MS: u32 = 150;

/// The attribute that `loader/console-parts.js` gives to the document when the server
/// has another version of the program than this page.
const OUTDATED: &str = "data-outdated";

/// A future that completes when a part has been fetched, or when fetching has failed.
pub type Fetching = LocalBoxFuture<'static, Result<(), SplitLoaderError>>;

/// A page, or a part of one, whose program is loaded when it is needed.
#[derive(Clone, Copy)]
pub struct Part {
    /// Fetches the program unless it is loaded.
    pub(super) fetch: fn() -> Fetching,
    /// Draws the page, if its program is loaded.
    pub(super) draw: fn() -> Option<AnyView>,
    /// The class of the page's outermost element, which the skeleton shares.
    pub(super) frame: &'static str,
}

impl Part {
    /// Returns whether the program is loaded. Starts to fetch it if not.
    pub(super) fn is_here(self) -> bool {
        matches!((self.fetch)().now_or_never(), Some(Ok(())))
    }

    /// Fetches the program before it is needed. A failure is ignored here: the
    /// page retries.
    pub(super) fn fetch_ahead(self) {
        leptos::task::spawn_local((self.fetch)().map(drop));
    }

    /// Waits for the program, for a short time only.
    pub(super) fn fetch_with_retries(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            match select((self.fetch)(), TimeoutFuture::new(SKELETON_DELAY_MS)).await {
                Either::Left(_) => {}
                // Fetching continues in the background.
                Either::Right(((), fetching)) => leptos::task::spawn_local(fetching.map(drop)),
            }
        })
    }
}

/// Returns whether a part could not be fetched because the server has been
/// updated since this page was loaded.
pub(super) fn is_outdated() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(OUTDATED))
}
