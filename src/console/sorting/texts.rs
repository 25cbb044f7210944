//! The texts of sorting.

use crate::model::{language::Language, text::isolated};

/// The texts in one language.
#[derive(Clone, Copy)]
pub struct SortingTexts(Language);

impl SortingTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> Self {
        Self(language)
    }

    /// Returns the label of a button.
    pub fn button(self, up: bool, name: &str) -> String {
        let name = isolated(name);
        match (self.0, up) {
            (Language::En, true) => format!("Move up: {name}"),
            (Language::En, false) => format!("Move down: {name}"),
            (Language::Bn, true) => format!("উপরে নিন: {name}"),
            (Language::Bn, false) => format!("নিচে নিন: {name}"),
        }
    }

    /// Returns the announcement of a move.
    pub fn moved(self, name: &str, place: &str, count: &str) -> String {
        let name = isolated(name);
        match self.0 {
            Language::En => format!("{name}: now {place} of {count}"),
            Language::Bn => format!("{name}: এখন {count}টির মধ্যে {place} নম্বর"),
        }
    }
}
