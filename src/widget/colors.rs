//! The shop's colours in the widget, which follow the settings.

use super::launch::Launch;
use crate::ui::{
    dom::{Tag, watch},
    signals::*,
};

/// Sets the colours on the widget's place: the background of text and the text on it, and a shade
/// for lines.
pub fn follow(launch: Launch, place: &Tag) {
    let place = place.clone();
    let color = memo(move || launch.config.with(|config| config.settings.primary_color));
    watch(move || {
        let color = color.get();
        let (fill, text) = color.with_text();
        for (name, color) in [
            ("--adda-button", color),
            ("--adda-fill", fill),
            ("--adda-on-fill", text),
            ("--adda-primary-text", color.with_white_text()),
        ] {
            // Set through the CSSOM, because a content security policy may refuse inline styles.
            let _ = place.element().style().set_property(name, &color.text());
        }
    });
}
