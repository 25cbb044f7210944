//! The round button in the page's corner.

use super::{launch::Launch, texts::Texts};
use crate::{
    model::digits,
    ui::{
        dom::{Tag, later},
        icons::Glyph,
        signals::*,
    },
};

/// Returns the button that opens and closes the window, with the count of
/// unread messages.
pub fn chat_button(launch: Launch) -> Tag {
    let Launch { spoken, is_open, .. } = launch;
    let texts = move || Texts::of(spoken.get());
    let shown = memo(move || if is_open.get() { 0 } else { launch.unread.get() });
    let label = move || match (is_open.get(), shown.get()) {
        (true, _) => texts().hide.to_owned(),
        (false, 0) => texts().open.to_owned(),
        (false, count) => [texts().open, ", ", &texts().unread(count)].concat(),
    };
    let is_pale = move || launch.config.with(|config| !config.settings.primary_color.carries_white_icon());
    let act = move || if is_open.get_untracked() { launch.close() } else { launch.open() };
    let button = Tag::button("adda-button", act).live_class("adda-button-dark", is_pale);
    give_focus_back(launch, button.clone());
    button
        .attr("aria-haspopup", "dialog")
        .live_attr("aria-label", move || Some(label()))
        .live_truth("aria-expanded", move || is_open.get())
        .child(icon(Glyph::Chat, move || !is_open.get()))
        .child(icon(Glyph::ChevronDown, move || is_open.get()))
        .child(
            Tag::new("span", "adda-badge")
                .attr("aria-hidden", "true")
                .live_class("adda-badge-shown", move || shown.get() != 0)
                .live_text(move || digits::badge(shown.get(), spoken.get())),
        )
}

/// Announces the count of unread messages to a screen reader.
pub fn spoken_count(launch: Launch) -> Tag {
    let count = move || if launch.is_open.get() { 0 } else { launch.unread.get() };
    let words = move || Texts::of(launch.spoken.get()).unread(count());
    Tag::new("span", "adda-spoken").attr("role", "status").live_text(words)
}

fn icon(glyph: Glyph, is_shown: impl Fn() -> bool + 'static) -> Tag {
    Tag::new("span", "adda-button-icon").live_class("adda-button-icon-shown", is_shown).icon(glyph)
}

/// Focuses the button when the window is closed.
fn give_focus_back(launch: Launch, button: Tag) {
    let mut was_open = false;
    later(move || {
        let is_open = launch.is_open.get();
        if was_open && !is_open {
            button.focus();
        }
        was_open = is_open;
    });
}
