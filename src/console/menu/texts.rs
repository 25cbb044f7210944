//! The texts of menus, in both languages.

use crate::model::language::Language;

/// The texts in one language.
pub struct MenuTexts {
    pub nothing_found: &'static str,
    pub create: (&'static str, &'static str),
    pub already_on: &'static str,
}

const EN: MenuTexts = MenuTexts {
    nothing_found: "No matches",
    create: ("Create “", "”"),
    already_on: "This conversation already has this label.",
};

const BN: MenuTexts = MenuTexts {
    nothing_found: "কিছু মেলেনি",
    create: ("“", "” তৈরি করুন"),
    already_on: "এই কথোপকথনে লেবেলটি আগে থেকেই আছে।",
};

impl MenuTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
