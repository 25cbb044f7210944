//! The texts of two-factor authentication.

use crate::model::{digits, language::Language};

/// The texts in one language.
pub struct TwoFactorTexts {
    pub title: &'static str,
    pub off_hint: &'static str,
    pub set_up: &'static str,
    pub scan: &'static str,
    pub qr_label: &'static str,
    pub open_link: &'static str,
    pub secret: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub turn_on: &'static str,
    pub recovery_codes: &'static str,
    pub recovery_hint: &'static str,
    pub saved_them: &'static str,
    pub on_since: (&'static str, &'static str),
    /// The words after the count of recovery codes, for one and for several.
    codes_left: (&'static str, &'static str),
    pub new_codes: &'static str,
    pub turn_off: &'static str,
    pub turn_off_hint: &'static str,
    pub required: &'static str,
    pub proof: &'static str,
    pub proof_hint: &'static str,

    pub required_title: &'static str,
    pub required_hint: &'static str,

    pub step_title: &'static str,
    pub step_hint: &'static str,
    pub step_code: &'static str,
    pub step_missing: &'static str,
    pub start_again: &'static str,
    pub step_expired: &'static str,
}

const EN: TwoFactorTexts = TwoFactorTexts {
    title: "Two-factor authentication",
    off_hint: "When on, signing in takes a code from an app on your phone besides your password.",
    set_up: "Set up",
    scan: "Scan this QR code with an authenticator app.",
    qr_label: "QR code for an authenticator app",
    open_link: "Open in an app on this device",
    secret: "Or enter this key in the app:",
    code: "Code from the app",
    code_hint: "Six digits. The app shows a new code every 30 seconds.",
    turn_on: "Turn on",
    recovery_codes: "Recovery codes",
    recovery_hint: "Save these codes in a safe place. If you lose your phone, each one signs you in once. \
         They won't be shown again.",
    saved_them: "I've saved these codes",
    on_since: ("On since ", ""),
    codes_left: (" recovery code left", " recovery codes left"),
    new_codes: "Get new recovery codes",
    turn_off: "Turn off",
    turn_off_hint: "You'll stay signed in here and be signed out everywhere else.",
    required: "Your team requires two-factor authentication. If you turn it off, you'll have to set it up again.",
    proof: "Password or code",
    proof_hint: "Your password, a code from the app or a recovery code.",
    required_title: "Set up two-factor authentication",
    required_hint: "Your team requires it. Set it up to continue.",
    step_title: "Enter your code",
    step_hint: "Enter the code from your authenticator app. If you don't have your phone, use a recovery code.",
    step_code: "Code",
    step_missing: "Enter a code.",
    start_again: "Start over",
    step_expired: "That sign-in has expired. Sign in again.",
};

const BN: TwoFactorTexts = TwoFactorTexts {
    title: "দুই ধাপে যাচাই",
    off_hint: "চালু থাকলে সাইন ইনের সময় পাসওয়ার্ডের সঙ্গে ফোনের অ্যাপ থেকে একটি কোডও দিতে হয়।",
    set_up: "চালু করা শুরু করুন",
    scan: "একটি অথেনটিকেটর অ্যাপ দিয়ে এই কিউআর কোড স্ক্যান করুন।",
    qr_label: "অথেনটিকেটর অ্যাপের জন্য কিউআর কোড",
    open_link: "এই ডিভাইসের অ্যাপে খুলুন",
    secret: "অথবা অ্যাপে এই কী লিখুন:",
    code: "অ্যাপের কোড",
    code_hint: "ছয়টি অঙ্ক। প্রতি ৩০ সেকেন্ডে অ্যাপ নতুন কোড দেখায়।",
    turn_on: "চালু করুন",
    recovery_codes: "রিকভারি কোড",
    recovery_hint: "কোডগুলো নিরাপদ জায়গায় রাখুন। ফোন হারালে প্রতিটি দিয়ে একবার সাইন ইন করা যাবে। এগুলো আর দেখানো হবে না।",
    saved_them: "কোডগুলো রেখে দিয়েছি",
    on_since: ("চালু আছে: ", " থেকে"),
    codes_left: ("টি রিকভারি কোড বাকি", "টি রিকভারি কোড বাকি"),
    new_codes: "নতুন রিকভারি কোড নিন",
    turn_off: "বন্ধ করুন",
    turn_off_hint: "এখানে আপনি সাইন ইন থাকবেন। অন্য সব জায়গা থেকে সাইন আউট হবেন।",
    required: "আপনার দলে দুই ধাপে যাচাই আবশ্যক। বন্ধ করলে আবার চালু করতে হবে।",
    proof: "পাসওয়ার্ড বা কোড",
    proof_hint: "আপনার পাসওয়ার্ড, অ্যাপের কোড কিংবা একটি রিকভারি কোড।",
    required_title: "দুই ধাপে যাচাই চালু করুন",
    required_hint: "আপনার দলে এটি আবশ্যক। চালিয়ে যেতে এটি চালু করুন।",
    step_title: "আপনার কোড লিখুন",
    step_hint: "অথেনটিকেটর অ্যাপের কোড লিখুন। ফোন কাছে না থাকলে একটি রিকভারি কোড লিখুন।",
    step_code: "কোড",
    step_missing: "একটি কোড লিখুন।",
    start_again: "আবার শুরু করুন",
    step_expired: "সাইন ইনের সময় শেষ হয়ে গেছে। আবার সাইন ইন করুন।",
};

impl TwoFactorTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns how many recovery codes are left.
    pub fn left(&self, count: u32, language: Language) -> String {
        let (one, several) = self.codes_left;
        let number = digits::localize(&count.to_string(), language);
        [number.as_str(), if count == 1 { one } else { several }].concat()
    }
}
