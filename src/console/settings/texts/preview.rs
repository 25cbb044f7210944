//! What is said in the preview of the widget, in the language it is shown in. The
//! words of the window are its own.

use crate::model::language::Language;

/// The words in one language.
pub struct PreviewTexts {
    pub question: &'static str,
    pub answer: &'static str,
}

const EN: PreviewTexts = PreviewTexts { question: "Where is my order?", answer: "It arrives tomorrow morning." };

const BN: PreviewTexts = PreviewTexts {
    question: "আমার অর্ডারটি কোথায়?", answer: "কাল সকালে পৌঁছে যাবে।"
};

impl PreviewTexts {
    /// Returns the words in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
