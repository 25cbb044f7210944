//! The words of the settings.

use crate::model::language::Language;

/// The words in one language.
pub struct SettingsTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub embed: &'static str,
}

const EN: SettingsTexts = SettingsTexts {
    title: "Settings",
    hint: "How the chat looks and works on your shop's pages.",
    embed: "Put the chat on your pages",
};

const BN: SettingsTexts = SettingsTexts {
    title: "সেটিংস",
    hint: "আপনার দোকানের পাতায় চ্যাট দেখতে কেমন হবে এবং কীভাবে কাজ করবে।",
    embed: "আপনার পাতায় চ্যাট যোগ করুন",
};

impl SettingsTexts {
    /// The words in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
