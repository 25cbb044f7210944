//! The widget in a server-rendered page: its button, drawn before the program
//! is loaded, and the data with which the browser continues (see `on_page.rs`).

use leptos::{prelude::*, serde_json};
use serde::Serialize;

use super::texts::Texts;
use crate::{
    model::{color::Color, config::WidgetConfig, language::Language, settings::ColorScheme},
    ui::icons::{Glyph, Icon},
};

/// The data with which the browser continues, read by `on_page.rs`.
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
    /// The admin's settings.
    config: WidgetConfig,
    /// The page's language.
    language: Language,
    /// The identity token that the shop's server has signed.
    identity_token: Option<String>,
    /// The address where the shop's customers sign in, if there is one.
    sign_in_url: Option<String>,
    /// Whether the customer has an active conversation or unread messages: the
    /// widget then starts automatically.
    is_under_way: bool,
) -> impl IntoView {
    config.settings.enabled.then(|| {
        let scheme = config.settings.color_scheme;
        let class = ["adda adda-", config.settings.position.code()].concat();
        let color = config.settings.primary_color;
        let island = Island { config: &config, language, identity_token, sign_in_url, is_under_way };
        // Every value of these types can be serialised.
        let island = serde_json::to_string(&island).unwrap_or_default();
        view! {
            // Hidden until its style sheet is loaded, which shows it.
            <div class="adda-island" hidden data-island=island>
                <div
                    class=class
                    class:adda-dark=scheme == ColorScheme::Dark
                    class:adda-auto=scheme == ColorScheme::Auto
                    lang=language.code()
                >
                    <Button color language/>
                </div>
            </div>
        }
    })
}

/// Shows the button as `button.rs` draws it, without the parts that only an
/// open window needs.
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
