//! The texts of the question before messages and files are deleted.

use crate::model::{deletion::Deletion, language::Language};

/// The texts in one language.
pub struct DeletingTexts {
    message: Words,
    file: Words,
}

/// The texts about one kind of deletion.
struct Words {
    question: &'static str,
    consequence: &'static str,
}

const EN: DeletingTexts = DeletingTexts {
    message: Words {
        question: "Delete this message?",
        consequence: "Its text and its file are permanently deleted, for everyone who sees it. “Message deleted” takes its place.",
    },
    file: Words {
        question: "Delete this file?",
        consequence: "The file is permanently deleted, for everyone who sees it. The text of the message remains.",
    },
};

const BN: DeletingTexts = DeletingTexts {
    message: Words {
        question: "এই বার্তাটি মুছে ফেলবেন?",
        consequence: "এর লেখা ও ফাইল সবার জন্য চিরতরে মুছে যাবে। এর জায়গায় “বার্তা মুছে ফেলা হয়েছে” দেখা যাবে।",
    },
    file: Words {
        question: "এই ফাইলটি মুছে ফেলবেন?", consequence: "ফাইলটি সবার জন্য চিরতরে মুছে যাবে। বার্তার লেখা থেকে যাবে।"
    },
};

impl DeletingTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the question before it.
    pub const fn question(&self, what: Deletion) -> &'static str {
        self.words(what).question
    }

    /// Returns what the action does.
    pub const fn consequence(&self, what: Deletion) -> &'static str {
        self.words(what).consequence
    }

    const fn words(&self, what: Deletion) -> &Words {
        match what {
            Deletion::Message => &self.message,
            Deletion::File => &self.file,
        }
    }
}
