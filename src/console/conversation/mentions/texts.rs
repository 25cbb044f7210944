//! The texts of the list of colleagues, in both languages.

use crate::model::language::Language;

/// The texts in one language.
pub struct MentionTexts {
    pub colleagues: &'static str,
}

const EN: MentionTexts = MentionTexts { colleagues: "Colleagues to mention" };

const BN: MentionTexts = MentionTexts { colleagues: "যাঁদের উল্লেখ করা যায়" };

impl MentionTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
