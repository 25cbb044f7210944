//! The texts of the agent's own page.

use crate::model::language::Language;

/// The texts in one language.
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
    pub sessions: &'static str,
    pub sessions_hint: &'static str,
    pub signed_in: (&'static str, &'static str),
    pub last_used: (&'static str, &'static str),
    pub this_browser: &'static str,
    pub end_session: &'static str,
    pub end_others: &'static str,
}

const EN: ProfileTexts = ProfileTexts {
    title: "Your profile",
    hint: "Ask an admin to change your name or picture.",
    you: "You",
    username: "Username",
    change_password: "Change password",
    change_password_hint: "You'll stay signed in here and be signed out everywhere else.",
    old_password: "Current password",
    new_password: "New password",
    new_password_hint: "At least 10 characters.",
    changed: "Your password has been changed.",
    sessions: "Where you are signed in",
    sessions_hint: "Sign out of any browser that you don't recognise or no longer use.",
    signed_in: ("Signed in ", ""),
    last_used: ("last used ", ""),
    this_browser: "this browser",
    end_session: "Sign out there",
    end_others: "Sign out everywhere else",
};

const BN: ProfileTexts = ProfileTexts {
    title: "আপনার প্রোফাইল",
    hint: "নাম বা ছবি বদলাতে একজন অ্যাডমিনকে বলুন।",
    you: "আপনি",
    username: "ইউজারনেম",
    change_password: "পাসওয়ার্ড বদলান",
    change_password_hint: "এখানে আপনি সাইন ইন থাকবেন। অন্য সব জায়গা থেকে সাইন আউট হবেন।",
    old_password: "বর্তমান পাসওয়ার্ড",
    new_password: "নতুন পাসওয়ার্ড",
    new_password_hint: "কমপক্ষে ১০টি অক্ষর।",
    changed: "আপনার পাসওয়ার্ড বদলানো হয়েছে।",
    sessions: "যেখানে যেখানে সাইন ইন আছেন",
    sessions_hint: "কোনো ব্রাউজার অচেনা হলে বা আর ব্যবহার না করলে সেখান থেকে সাইন আউট করুন।",
    signed_in: ("সাইন ইন: ", ""),
    last_used: ("শেষ ব্যবহার: ", ""),
    this_browser: "এই ব্রাউজার",
    end_session: "সেখান থেকে সাইন আউট",
    end_others: "অন্য সব জায়গা থেকে সাইন আউট",
};

impl ProfileTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
