//! The texts about what is stored about a customer.

use crate::model::language::Language;

/// The texts in one language.
pub struct PersonalDataTexts {
    pub export: &'static str,
    pub erase: &'static str,
    pub question: &'static str,
    pub consequence: &'static str,
    pub delete_conversation: &'static str,
    pub delete: &'static str,
    pub delete_question: &'static str,
    pub delete_consequence: &'static str,
}

const EN: PersonalDataTexts = PersonalDataTexts {
    export: "Export data",
    erase: "Erase customer",
    question: "Erase this customer?",
    consequence: "Their account and all their conversations, with messages, notes and files, will be permanently deleted.",
    delete_conversation: "Delete conversation…",
    delete: "Delete conversation",
    delete_question: "Delete this conversation?",
    delete_consequence: "Its messages, notes and files are permanently deleted, for the customer too. The log keeps only that it was deleted.",
};

const BN: PersonalDataTexts = PersonalDataTexts {
    export: "তথ্য ডাউনলোড করুন",
    erase: "গ্রাহককে মুছে ফেলুন",
    question: "এই গ্রাহককে মুছে ফেলবেন?",
    consequence: "তাঁর অ্যাকাউন্ট এবং বার্তা, নোট ও ফাইলসহ সব কথোপকথন চিরতরে মুছে যাবে।",
    delete_conversation: "কথোপকথন মুছুন…",
    delete: "কথোপকথন মুছুন",
    delete_question: "এই কথোপকথনটি মুছে ফেলবেন?",
    delete_consequence: "এর বার্তা, নোট ও ফাইল গ্রাহকের জন্যও চিরতরে মুছে যাবে। লগে শুধু মুছে ফেলার কথাটি থাকবে।",
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
