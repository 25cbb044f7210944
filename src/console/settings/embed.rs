//! How to embed the chat in a shop's pages.

use leptos::prelude::*;

use super::texts::SettingsTexts;
use crate::console::{form::FormSection, locale::use_locale};

/// Shows the line to add.
#[component]
pub fn EmbedSection() -> impl IntoView {
    let locale = use_locale();
    let texts = move || SettingsTexts::of(locale.language());
    view! {
        <FormSection title=move || texts().embed.to_owned()>
            <p class="quiet">{move || locale.texts().empty_inbox_widget}</p>
            <code class="code-line" translate="no">{widget_line()}</code>
        </FormSection>
    }
}

/// Returns the line that puts the chat on a page.
pub fn widget_line() -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("<script async src=\"{origin}/widget.js\"></script>")
}
