//! The language of the console, stored in this browser.

use leptos::prelude::*;

use super::texts::Texts;
use crate::{model::language::Language, ui::storage};

/// The storage key of the language. It is also set while no agent is signed in,
/// because the sign-in page uses it too.
pub const KEY: &str = "adda-console-language";

/// The language of the console, provided in the context.
#[derive(Clone, Copy)]
pub struct Locale(RwSignal<Language>);

impl Locale {
    /// Returns the language that was picked before, or else the first supported
    /// one of the browser's languages.
    pub fn new() -> Self {
        let stored = storage::get(KEY).and_then(|code| code.parse().ok());
        let browser = || {
            let tags = window().navigator().languages();
            tags.iter().find_map(|tag| Language::from_tag(&tag.as_string()?))
        };
        let locale = Self(RwSignal::new(stored.or_else(browser).unwrap_or_default()));
        Effect::new(move |_| {
            if let Some(root) = document().document_element() {
                // `lang` is a valid name: setting it cannot fail.
                let _ = root.set_attribute("lang", locale.language().code());
            }
        });
        locale
    }

    /// Returns the language; tracked.
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// Returns the texts in the language; tracked.
    pub fn texts(self) -> &'static Texts {
        Texts::of(self.0.get())
    }

    /// Returns the other language.
    pub fn other(self) -> Language {
        self.0.get().other()
    }

    /// Picks a language.
    pub fn set(self, language: Language) {
        storage::set(KEY, language.code());
        self.0.set(language);
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the language of the console.
pub fn use_locale() -> Locale {
    expect_context()
}
