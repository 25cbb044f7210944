//! Texts in both languages.

use crate::model::language::Language;

/// A text in English and in Bangla.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// The text in English.
    pub en: &'static str,
    /// The text in Bangla.
    pub bn: &'static str,
}

impl Bilingual {
    /// Returns the text in a language.
    pub fn pick(self, language: Language) -> &'static str {
        language.pick(self.en, self.bn)
    }
}

/// Returns a text from its two versions.
pub const fn both(en: &'static str, bn: &'static str) -> Bilingual {
    Bilingual { en, bn }
}
