//! The texts of the command palette.

use crate::model::language::Language;

/// The texts in one language.
pub struct PaletteTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub none: &'static str,
}

const EN: PaletteTexts = PaletteTexts {
    title: "Commands and conversations",
    hint: "Type a command, or search conversations",
    none: "No matching commands or conversations.",
};

const BN: PaletteTexts =
    PaletteTexts {
        title: "কমান্ড ও কথোপকথন", hint: "কমান্ড লিখুন বা কথোপকথন খুঁজুন", none: "এই নামে কোনো কমান্ড বা কথোপকথন নেই।"
    };

impl PaletteTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
