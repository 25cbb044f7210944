//! The texts of the menu, in both languages.

use super::times::Choice;
use crate::model::language::Language;

/// The texts in one language.
pub struct SnoozingTexts {
    pub title: &'static str,
    hours: &'static str,
    evening: &'static str,
    tomorrow: &'static str,
    pub customer: &'static str,
    pub own_time: &'static str,
    pub end: &'static str,
    pub until: &'static str,
    pub cancel: &'static str,
    pub out_of_range: &'static str,
}

const EN: SnoozingTexts = SnoozingTexts {
    title: "Snooze",
    hours: "In 3 hours",
    evening: "This evening",
    tomorrow: "Tomorrow",
    customer: "Until the customer writes",
    own_time: "Pick a time…",
    end: "End the snooze",
    until: "Snooze until",
    cancel: "Cancel",
    out_of_range: "Choose a time within the next year.",
};

const BN: SnoozingTexts = SnoozingTexts {
    title: "স্নুজ করুন",
    hours: "৩ ঘণ্টা পর",
    evening: "আজ সন্ধ্যায়",
    tomorrow: "আগামীকাল",
    customer: "গ্রাহক না লেখা পর্যন্ত",
    own_time: "সময় বেছে নিন…",
    end: "স্নুজ শেষ করুন",
    until: "যে সময় পর্যন্ত স্নুজ",
    cancel: "বাতিল",
    out_of_range: "আগামী এক বছরের মধ্যে একটি সময় বেছে নিন।",
};

impl SnoozingTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the name of a choice, which its time follows; none for a day that its weekday names.
    pub const fn choice(&self, choice: Choice) -> Option<&'static str> {
        match choice {
            Choice::Hours => Some(self.hours),
            Choice::Evening => Some(self.evening),
            Choice::Tomorrow => Some(self.tomorrow),
            Choice::Monday => None,
        }
    }
}
