//! The words of the agent's own page.

use crate::model::language::Language;

/// The words in one language.
pub struct ProfileTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub you: &'static str,
    pub username: &'static str,
    pub change_password: &'static str,
    pub change_password_hint: &'static str,
    pub old_password: &'static str,
    pub new_password: &'static str,
    pub new_password_hint: &'static str,
    pub changed: &'static str,
}

const EN: ProfileTexts = ProfileTexts {
    title: "Your profile",
    hint: "Names and picture are changed by an admin.",
    you: "You",
    username: "Name to sign in with",
    change_password: "Change password",
    change_password_hint: "You stay signed in here. Everywhere else you are signed out.",
    old_password: "Present password",
    new_password: "New password",
    new_password_hint: "At least 8 characters.",
    changed: "Your password has been changed.",
};

const BN: ProfileTexts = ProfileTexts {
    title: "আপনার প্রোফাইল",
    hint: "নাম ও ছবি একজন অ্যাডমিন বদলাতে পারেন।",
    you: "আপনি",
    username: "সাইন ইনের নাম",
    change_password: "পাসওয়ার্ড বদলান",
    change_password_hint: "এখানে আপনি সাইন ইন থাকবেন। অন্য সব জায়গা থেকে সাইন আউট হবেন।",
    old_password: "বর্তমান পাসওয়ার্ড",
    new_password: "নতুন পাসওয়ার্ড",
    new_password_hint: "কমপক্ষে ৮টি অক্ষর।",
    changed: "আপনার পাসওয়ার্ড বদলানো হয়েছে।",
};

impl ProfileTexts {
    /// The words in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
