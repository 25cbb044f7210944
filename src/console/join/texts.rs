//! The texts of the page where an invited agent joins.

use crate::model::language::Language;

/// The texts in one language.
pub struct JoinTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    pub password_hint: &'static str,
    pub join: &'static str,
    pub joining: &'static str,
    pub useless_title: &'static str,
    pub useless_hint: &'static str,
    pub to_sign_in: &'static str,
}

const EN: JoinTexts = JoinTexts {
    title: "Choose your password",
    hint: "You'll be signed in right away. Remember your username.",
    name: "Username",
    password: "Password",
    password_hint: "At least 10 characters. Several words together are easy to remember.",
    join: "Save and sign in",
    joining: "Signing in…",
    useless_title: "This link can't be used",
    useless_hint: "Each link works once and for seven days. Ask an admin of your shop for a new one.",
    to_sign_in: "Go to sign-in",
};

const BN: JoinTexts = JoinTexts {
    title: "আপনার পাসওয়ার্ড ঠিক করুন",
    hint: "এরপরই আপনি সাইন ইন হয়ে যাবেন। আপনার ইউজারনেম মনে রাখুন।",
    name: "ইউজারনেম",
    password: "পাসওয়ার্ড",
    password_hint: "কমপক্ষে ১০টি অক্ষর। কয়েকটি শব্দ একসঙ্গে দিলে মনে রাখা সহজ।",
    join: "সংরক্ষণ করে সাইন ইন করুন",
    joining: "সাইন ইন হচ্ছে…",
    useless_title: "এই লিংকটি ব্যবহার করা যাবে না",
    useless_hint: "প্রতিটি লিংক একবার এবং সাত দিন পর্যন্ত কাজ করে। আপনার দোকানের একজন অ্যাডমিনের কাছে নতুন লিংক চান।",
    to_sign_in: "সাইন ইনের পাতায় যান",
};

impl JoinTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
