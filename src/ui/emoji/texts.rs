//! The texts of the picker. The names of groups come with the data.

use crate::model::language::Language;

/// The texts in one language.
pub(super) struct Texts {
    pub open: &'static str,
    pub search: &'static str,
    pub groups: &'static str,
    pub recent: &'static str,
    pub loading: &'static str,
    pub failed: &'static str,
    pub again: &'static str,
    pub nothing: &'static str,
}

const EN: Texts = Texts {
    open: "Emoji",
    search: "Search emoji",
    groups: "Groups",
    recent: "Recent",
    loading: "Loading emoji…",
    failed: "Couldn't load emoji.",
    again: "Try again",
    nothing: "No emoji found",
};

const BN: Texts = Texts {
    open: "ইমোজি",
    search: "ইমোজি খুঁজুন",
    groups: "বিভাগ",
    recent: "সাম্প্রতিক",
    loading: "ইমোজি লোড হচ্ছে…",
    failed: "ইমোজি লোড করা যায়নি।",
    again: "আবার চেষ্টা করুন",
    nothing: "কোনো ইমোজি পাওয়া যায়নি",
};

impl Texts {
    /// Returns the texts in a language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
