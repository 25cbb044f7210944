//! A picture of the conversation, enlarged above the page.

mod texts;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use self::texts::LightboxTexts;
use crate::{
    console::locale::use_locale,
    model::digits,
    ui::icons::{Glyph, Icon},
};

/// The zoom levels in per cent of the size that fits the window.
const LEVELS: [u32; 6] = [100, 150, 200, 300, 400, 600];
/// The level after a click on a picture that fits the window.
const CLICKED: usize = 2;

/// A picture that is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    address: String,
    name: String,
}

/// The enlarged picture, if there is one.
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

    fn zoom(self, change: isize) {
        self.level.update(|level| *level = level.saturating_add_signed(change).min(LEVELS.len() - 1));
    }

    fn percent(self) -> u32 {
        LEVELS[self.level.get()]
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "+" | "=" => self.zoom(1),
            "-" => self.zoom(-1),
            "0" => self.level.set(0),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Shows the picture in a dialog. Closing it returns the focus to the thumbnail.
#[component]
pub fn LightboxDialog(lightbox: Lightbox) -> impl IntoView {
    let locale = use_locale();
    let texts = move || LightboxTexts::of(locale.language());
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if lightbox.shown.with(Option::is_some)
            && let Some(dialog) = dialog.get()
        {
            // Fails only if the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let name = move || lightbox.shown.get().map(|shown| shown.name);
    let picture = move || {
        lightbox.shown.get().map(|Shown { address, name }| {
            let is_zoomed = move || lightbox.percent() > 100;
            let width = move || is_zoomed().then(|| format!("{}%", lightbox.percent()));
            let toggle = move |event: ev::MouseEvent| {
                event.stop_propagation();
                lightbox.level.update(|level| *level = if *level == 0 { CLICKED } else { 0 });
            };
            view! {
                <img
                    src=address
                    alt=name
                    class:is-zoomed=is_zoomed
                    style:width=width
                    on:click=toggle
                />
            }
        })
    };
    view! {
        <dialog
            class="lightbox"
            node_ref=dialog
            aria-label=name
            on:close=move |_| lightbox.shown.set(None)
            on:keydown=move |event| lightbox.on_key(&event)
        >
            <div class="lightbox-tools">
                <bdi class="lightbox-name">{name}</bdi>
                <button
                    type="button"
                    class="lightbox-tool"
                    aria-label=move || texts().zoom_out
                    title=move || texts().zoom_out
                    disabled=move || lightbox.level.get() == 0
                    on:click=move |_| lightbox.zoom(-1)
                >
                    "−"
                </button>
                <output class="lightbox-level">
                    {move || digits::localize(&format!("{}%", lightbox.percent()), locale.language())}
                </output>
                <button
                    type="button"
                    class="lightbox-tool"
                    aria-label=move || texts().zoom_in
                    title=move || texts().zoom_in
                    disabled=move || lightbox.level.get() + 1 == LEVELS.len()
                    on:click=move |_| lightbox.zoom(1)
                >
                    "+"
                </button>
                <a
                    class="lightbox-tool"
                    href=move || lightbox.shown.get().map(|shown| shown.address)
                    target="_blank"
                    rel="noopener"
                    aria-label=move || texts().original
                    title=move || texts().original
                >
                    <Icon glyph=Glyph::Download />
                </a>
                <button
                    type="button"
                    class="lightbox-tool"
                    aria-label=move || texts().close
                    title=move || texts().close
                    autofocus
                    on:click=move |_| close()
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            // A click beside the picture closes it.
            <div class="lightbox-picture" on:click=move |_| close()>
                {picture}
            </div>
        </dialog>
    }
}
