//! The texts around the admin pages.

use crate::model::language::Language;

/// The texts in one language.
pub struct AdminTexts {
    pub navigation: &'static str,
    pub settings: &'static str,
    pub quick_replies: &'static str,
    pub agents: &'static str,
    pub log: &'static str,
    pub forbidden: &'static str,
    pub forbidden_hint: &'static str,
}

const EN: AdminTexts = AdminTexts {
    navigation: "Administration",
    settings: "Settings",
    quick_replies: "Quick replies",
    agents: "Agents",
    log: "Log",
    forbidden: "This page is for admins",
    forbidden_hint: "To change something here, ask an admin of your shop.",
};

const BN: AdminTexts = AdminTexts {
    navigation: "প্রশাসন",
    settings: "সেটিংস",
    quick_replies: "কুইক রিপ্লাই",
    agents: "এজেন্ট",
    log: "লগ",
    forbidden: "এই পাতাটি অ্যাডমিনদের জন্য",
    forbidden_hint: "এখানে কিছু বদলানোর প্রয়োজন হলে আপনার দোকানের একজন অ্যাডমিনকে বলুন।",
};

impl AdminTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
