//! The widget's colours, which follow the settings and the page.

use super::launch::Launch;
use crate::{
    model::settings::ColorScheme,
    ui::{
        dom::{Tag, watch},
        signals::*,
    },
};

/// Sets the shop's colours and the colour scheme on the widget's place.
pub fn follow(launch: Launch, place: Tag) -> Tag {
    let painted = place.clone();
    let color = memo(move || launch.config.with(|config| config.settings.primary_color));
    watch(move || {
        let color = color.get();
        // The round button keeps the colour itself, because it has no text.
        let _ = painted.element().style().set_property("--adda-button", &color.text());
        for (name, color) in color.properties() {
            // Set through the CSSOM, because a content security policy may refuse inline styles.
            let _ = painted.element().style().set_property(name, &color.text());
        }
    });
    place
        .live_class("adda-dark", move || scheme(launch) == ColorScheme::Dark)
        .live_class("adda-auto", move || scheme(launch) == ColorScheme::Auto)
}

/// Returns the page's colour scheme, or that of the settings if the page names none.
fn scheme(launch: Launch) -> ColorScheme {
    let named = launch.page_scheme.with(|name| name.as_deref().and_then(|name| name.parse().ok()));
    named.unwrap_or_else(|| launch.config.with(|config| config.settings.color_scheme))
}
