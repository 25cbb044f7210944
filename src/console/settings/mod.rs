//! The shop's settings.

mod embed;
mod texts;

use leptos::prelude::*;

pub use self::embed::widget_line;
use self::{embed::EmbedSection, texts::SettingsTexts};
use super::{admin::AdminPage, locale::use_locale};

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || SettingsTexts::of(locale.language());
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <EmbedSection />
        </AdminPage>
    }
}
