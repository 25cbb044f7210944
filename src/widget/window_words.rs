//! The texts of the widget's window.

use crate::model::language::Language;

/// The texts in one language.
#[derive(Debug)]
pub struct WindowWords {
    /// The name in the header if the shop has none.
    team: &'static str,
    /// An agent is available now.
    pub online: &'static str,
    /// The placeholder of the empty field.
    pub placeholder: &'static str,
}

const EN: WindowWords = WindowWords { team: "Support", online: "Support is online", placeholder: "Write a message…" };

const BN: WindowWords = WindowWords {
    team: "সহায়তা", online: "আমরা অনলাইনে আছি", placeholder: "একটি বার্তা লিখুন…"
};

impl WindowWords {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the name in the header while the conversation is unassigned: the shop's, if it has
    /// one.
    pub fn team<'a>(&'static self, shop_name: &'a str) -> &'a str {
        if shop_name.is_empty() { self.team } else { shop_name }
    }
}
