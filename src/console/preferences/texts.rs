//! The texts of the preferences, in both languages.

use super::Permission;
use crate::model::{language::Language, preferences::Concern};

/// The texts in one language.
pub struct PreferenceTexts {
    pub title: &'static str,
    pub about: &'static str,
    mine: &'static str,
    mine_and_unassigned: &'static str,
    pub sound: &'static str,
    pub desktop: &'static str,
    desktop_hint: &'static str,
    denied: &'static str,
    missing: &'static str,
    pub opens_next: &'static str,
    pub on_this_device: &'static str,
    pub language: &'static str,
    pub as_browser: &'static str,
    pub kept: &'static str,
}

const EN: PreferenceTexts = PreferenceTexts {
    title: "Your preferences",
    about: "Notify me about",
    mine: "my conversations",
    mine_and_unassigned: "my conversations and unassigned ones",
    sound: "Play a sound",
    desktop: "Desktop notifications",
    desktop_hint: "Not for the conversation you're viewing.",
    denied: "Your browser blocks notifications from this page. Allow them in its settings first.",
    missing: "This browser doesn't support notifications.",
    opens_next: "After “Send and resolve”, open the next conversation",
    on_this_device: "Only in this browser.",
    language: "Console language",
    as_browser: "Same as browser",
    kept: "The other preferences apply on every device.",
};

const BN: PreferenceTexts = PreferenceTexts {
    title: "আপনার পছন্দ",
    about: "নতুন বার্তা এলে জানান",
    mine: "আমার কথোপকথনে",
    mine_and_unassigned: "আমার ও অ্যাসাইন না হওয়া কথোপকথনে",
    sound: "শব্দ বাজান",
    desktop: "ডেস্কটপ বিজ্ঞপ্তি দেখান",
    desktop_hint: "যে কথোপকথনটি দেখছেন তার জন্য নয়।",
    denied: "আপনার ব্রাউজার এই পাতার বিজ্ঞপ্তি আটকে রেখেছে। আগে ব্রাউজারের সেটিংসে অনুমতি দিন।",
    missing: "এই ব্রাউজারে বিজ্ঞপ্তি দেখানো যায় না।",
    opens_next: "পাঠিয়ে সমাধানের পর পরের কথোপকথন খুলুন",
    on_this_device: "শুধু এই ব্রাউজারে।",
    language: "কনসোলের ভাষা",
    as_browser: "ব্রাউজারের মতো",
    kept: "বাকি পছন্দগুলো সব ডিভাইসেই প্রযোজ্য।",
};

impl PreferenceTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the words for the conversations that notifications are about.
    pub const fn concern(&self, concern: Concern) -> &'static str {
        match concern {
            Concern::Mine => self.mine,
            Concern::MineAndUnassigned => self.mine_and_unassigned,
        }
    }

    /// Returns the hint on notifications for a permission.
    pub const fn desktop_hint(&self, permission: Permission) -> &'static str {
        match permission {
            Permission::Granted | Permission::NotAsked => self.desktop_hint,
            Permission::Denied => self.denied,
            Permission::Missing => self.missing,
        }
    }
}
