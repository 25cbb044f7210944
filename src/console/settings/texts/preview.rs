//! What stands in the preview of the widget, in the language it is shown in.

use crate::model::language::Language;

/// The words in one language.
pub struct PreviewTexts {
    pub team: &'static str,
    pub online: &'static str,
    pub offline: &'static str,
    pub question: &'static str,
    pub answer: &'static str,
    pub placeholder: &'static str,
}

const EN: PreviewTexts = PreviewTexts {
    team: "Support",
    online: "Support is online",
    offline: "Support is offline",
    question: "Where is my order?",
    answer: "It arrives tomorrow morning.",
    placeholder: "Write a message…",
};

const BN: PreviewTexts = PreviewTexts {
    team: "সহায়তা",
    online: "সহায়তা অনলাইনে আছে",
    offline: "সহায়তা অফলাইনে আছে",
    question: "আমার অর্ডারটি কোথায়?",
    answer: "কাল সকালে পৌঁছে যাবে।",
    placeholder: "একটি বার্তা লিখুন…",
};

impl PreviewTexts {
    /// The words in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
