//! The texts about what is stored about a customer.

use crate::model::language::Language;

/// The texts in one language.
pub struct PersonalDataTexts {
    pub export: &'static str,
    pub erase: &'static str,
    pub question: &'static str,
    pub consequence: &'static str,
}

const EN: PersonalDataTexts = PersonalDataTexts {
    export: "Export data",
    erase: "Erase customer",
    question: "Erase this customer?",
    consequence: "Their account and all their conversations, with messages, notes and files, will be permanently deleted.",
};

const BN: PersonalDataTexts = PersonalDataTexts {
    export: "তথ্য ডাউনলোড করুন",
    erase: "গ্রাহককে মুছে ফেলুন",
    question: "এই গ্রাহককে মুছে ফেলবেন?",
    consequence: "তাঁর অ্যাকাউন্ট এবং বার্তা, নোট ও ফাইলসহ সব কথোপকথন চিরতরে মুছে যাবে।",
};

impl PersonalDataTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
