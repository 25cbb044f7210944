//! The texts of the widget's preview, in its language. The other texts of the window come from the
//! widget.

use crate::model::language::Language;

/// The texts in one language.
pub struct PreviewTexts {
    pub question: &'static str,
    pub answer: &'static str,
    /// The sender of the answer.
    pub agent: &'static str,
}

const EN: PreviewTexts =
    PreviewTexts { question: "Where is my order?", answer: "It arrives tomorrow morning.", agent: "Support" };

const BN: PreviewTexts = PreviewTexts {
    question: "আমার অর্ডারটি কোথায়?", answer: "কাল সকালে পৌঁছে যাবে।", agent: "সহায়তা"
};

impl PreviewTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
