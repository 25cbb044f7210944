//! The texts of the outbox, in both languages.

use crate::model::{digits, language::Language};

/// The texts in one language.
pub struct OutboxTexts {
    pub title: &'static str,
    pub unsent: &'static str,
    pub not_sent: &'static str,
    pub full: &'static str,
    pub sign_out_title: &'static str,
    pub sign_out_hint: &'static str,
    pub sign_out: &'static str,
}

const EN: OutboxTexts = OutboxTexts {
    title: "Unsent messages",
    unsent: "Unsent",
    not_sent: "Not sent",
    full: "100 messages are waiting to be sent. Wait until some have arrived.",
    sign_out_title: "Sign out with unsent messages?",
    sign_out_hint: "Messages and files that haven't been sent will be deleted from this browser.",
    sign_out: "Delete and sign out",
};

const BN: OutboxTexts = OutboxTexts {
    title: "না-পাঠানো বার্তা",
    unsent: "পাঠানো বাকি",
    not_sent: "পাঠানো যায়নি",
    full: "১০০টি বার্তা পাঠানো বাকি আছে। কয়েকটি পৌঁছানো পর্যন্ত অপেক্ষা করুন।",
    sign_out_title: "বার্তা পাঠানো বাকি রেখে সাইন আউট করবেন?",
    sign_out_hint: "যেসব বার্তা ও ফাইল পাঠানো হয়নি সেগুলো এই ব্রাউজার থেকে মুছে যাবে।",
    sign_out: "মুছে সাইন আউট করুন",
};

impl OutboxTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the title with a count.
    pub fn title_with(&self, count: usize, language: Language) -> String {
        [self.title, ": ", &digits::localize(&count.to_string(), language)].concat()
    }
}
