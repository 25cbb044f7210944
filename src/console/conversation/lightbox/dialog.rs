//! The dialog around an enlarged picture.

use leptos::{ev, html, prelude::*};

use super::{Lightbox, Shown, texts::LightboxTexts};
use crate::{
    console::locale::use_locale,
    model::digits,
    ui::icons::{Glyph, Icon},
};

/// The zoom levels in per cent of the size that fits the window.
const LEVELS: [u32; 6] = [100, 150, 200, 300, 400, 600];
/// The level after a click on a picture that fits the window.
const CLICKED: usize = 2;

impl Lightbox {
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
pub fn LightboxDialog() -> impl IntoView {
    let lightbox = expect_context::<Lightbox>();
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
