//! A picture of the conversation, enlarged above the page.

mod dialog;
mod texts;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

pub use self::dialog::LightboxDialog;

/// A picture that is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    address: String,
    name: String,
}

/// The enlarged picture, if there is one, provided to the dialog in the context.
#[derive(Clone, Copy)]
pub struct Lightbox {
    shown: RwSignal<Option<Shown>>,
    /// The index of the zoom level.
    level: RwSignal<usize>,
}

impl Lightbox {
    /// Returns a state without a picture.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(None), level: RwSignal::new(0) }
    }

    /// Shows the picture of a thumbnail that was clicked. A click with a modifier, and one with
    /// another button, opens the picture in a new tab as for any link.
    pub fn on_click(self, event: &ev::MouseEvent) {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a.adda-picture").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        event.prevent_default();
        let picture = link.query_selector("img").ok().flatten();
        let name = picture.and_then(|picture| picture.get_attribute("alt")).unwrap_or_default();
        self.level.set(0);
        self.shown.set(Some(Shown { address: link.href(), name }));
    }

    /// Returns whether a picture is shown; tracked.
    pub fn is_open(self) -> bool {
        self.shown.with(Option::is_some)
    }
}
