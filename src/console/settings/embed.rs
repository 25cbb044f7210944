//! How to embed the chat in a shop's pages, and which sites may.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::{
        copy::CopyButton,
        form::{FormSection, TextArea, Value},
        locale::use_locale,
    },
    model::settings::ChatSettingsStoreFields,
};

/// Shows the line to add, and the sites that may contain it.
#[component]
pub fn EmbedSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let locale = use_locale();
    view! {
        <FormSection id="embed" title=move || texts().embed.to_owned()>
            <p class="quiet">{move || locale.texts().empty_inbox_widget}</p>
            <code class="code-line" translate="no">{widget_line()}</code>
            <div class="form-actions">
                <CopyButton text=widget_line() />
            </div>
            <TextArea
                name="allowed_origins"
                label=move || texts().allowed_origins.to_owned()
                hint=Signal::derive(move || texts().allowed_origins_hint.to_owned())
                value=Value::lines(draft.settings().allowed_origins())
                rows=2
            />
        </FormSection>
    }
}

/// Returns the line that puts the chat on a page.
pub fn widget_line() -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("<script async src=\"{origin}/widget.js\"></script>")
}
