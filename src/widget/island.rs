//! The widget in a page that the server renders: its button, drawn before the
//! program is there, and what the browser goes on with (see `on_page.rs`).

use leptos::{prelude::*, serde_json};
use serde::Serialize;

use super::texts::Texts;
use crate::{
    model::{color::Color, config::WidgetConfig, language::Language},
    ui::icons::{Glyph, Icon},
};

/// What the browser goes on with. `on_page.rs` reads it.
#[derive(Serialize)]
struct Island<'a> {
    config: &'a WidgetConfig,
    language: Language,
    identity_token: Option<String>,
    sign_in_url: Option<String>,
    is_under_way: bool,
}

/// Shows the widget, on every page of a shop.
#[component]
pub fn ChatWidget(
    /// What the admin has set.
    config: WidgetConfig,
    /// The page's language.
    language: Language,
    /// What the shop's server signed to say who the customer is.
    identity_token: Option<String>,
    /// Where the shop's customers sign in, if the page has such a place.
    sign_in_url: Option<String>,
    /// Whether the customer is known to have a conversation under way or
    /// something to read: then the widget starts by itself.
    is_under_way: bool,
) -> impl IntoView {
    config.enabled.then(|| {
        let class = ["adda adda-", config.position.code()].concat();
        let color = config.primary_color;
        let island = Island { config: &config, language, identity_token, sign_in_url, is_under_way };
        // Of these types every value can be said in JSON.
        let island = serde_json::to_string(&island).unwrap_or_default();
        view! {
            // Until its style is there, which says otherwise.
            <div class="adda-island" hidden data-island=island>
                <div class=class lang=language.code()>
                    <Button color language/>
                </div>
            </div>
        }
    })
}

/// Shows the button as `button.rs` draws it, without what only an open window
/// needs.
#[component]
fn Button(color: Color, language: Language) -> impl IntoView {
    view! {
        <button
            class="adda-button"
            class:adda-button-dark=!color.carries_white_icon()
            type="button"
            aria-label=Texts::of(language).open
            aria-expanded="false"
            aria-haspopup="dialog"
        >
            <svg class="adda-button-disc" viewBox="0 0 60 60" aria-hidden="true" focusable="false">
                <circle cx="30" cy="30" r="30" fill=color.to_string()></circle>
            </svg>
            <span class="adda-button-icon adda-button-icon-shown"><Icon glyph=Glyph::Chat/></span>
        </button>
    }
}
