//! The part of the program that draws the panel, fetched when the panel is
//! first opened.

use super::{button::Picker, panel::Panel};
use crate::ui::{dom::Tag, part::part};

part! {
    file: emoji, fetch: fetch_panel;
    /// Returns the contents of the panel, which live as long as the current
    /// owner.
    pub(super) fn panel(picker: Picker) -> Tag {
        Panel::new(picker).draw()
    }
}
