//! The texts of the saved views, in both languages.

use crate::model::language::Language;

/// The texts in one language.
pub struct SavedViewTexts {
    pub saved_views: &'static str,
    pub none: &'static str,
    pub name: &'static str,
    pub share: &'static str,
    pub save: &'static str,
    pub shared: &'static str,
    pub delete: &'static str,
    pub delete_title: (&'static str, &'static str),
    pub delete_hint: &'static str,
    pub delete_shared_hint: &'static str,
}

const EN: SavedViewTexts = SavedViewTexts {
    saved_views: "Saved views",
    none: "No saved views yet",
    name: "Save the current view as",
    share: "Share with the team",
    save: "Save",
    shared: "Shared",
    delete: "Delete view",
    delete_title: ("Delete “", "”?"),
    delete_hint: "The conversations in it stay as they are.",
    delete_shared_hint: "It is deleted for the whole team. The conversations in it stay as they are.",
};

const BN: SavedViewTexts = SavedViewTexts {
    saved_views: "সংরক্ষিত ভিউ",
    none: "এখনও কোনো সংরক্ষিত ভিউ নেই",
    name: "এখনকার ভিউয়ের নাম দিন",
    share: "দলের সবাইকে দেখান",
    save: "সংরক্ষণ করুন",
    shared: "সবার জন্য",
    delete: "ভিউ মুছুন",
    delete_title: ("“", "” মুছে ফেলবেন?"),
    delete_hint: "এর কথোপকথনগুলো যেমন আছে তেমনই থাকবে।",
    delete_shared_hint: "এটি দলের সবার জন্য মুছে যাবে। এর কথোপকথনগুলো যেমন আছে তেমনই থাকবে।",
};

impl SavedViewTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
