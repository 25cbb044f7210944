//! The texts about deleting messages and files.

use crate::model::{deletion::Deletion, language::Language};

/// The texts in one language.
pub struct DeletingTexts {
    /// The name of the menu's button.
    pub actions: &'static str,
    message: Words,
    file: Words,
}

/// The texts about one kind of deletion.
struct Words {
    action: &'static str,
    question: &'static str,
    consequence: &'static str,
}

const EN: DeletingTexts = DeletingTexts {
    actions: "Message actions",
    message: Words {
        action: "Delete message",
        question: "Delete this message?",
        consequence: "Its text and its file are permanently deleted, for everyone who sees it. “Message deleted” takes its place.",
    },
    file: Words {
        action: "Delete file",
        question: "Delete this file?",
        consequence: "The file is permanently deleted, for everyone who sees it. The text of the message remains.",
    },
};

const BN: DeletingTexts = DeletingTexts {
    actions: "বার্তার কাজ",
    message: Words {
        action: "বার্তা মুছুন",
        question: "এই বার্তাটি মুছে ফেলবেন?",
        consequence: "এর লেখা ও ফাইল সবার জন্য চিরতরে মুছে যাবে। এর জায়গায় “বার্তা মুছে ফেলা হয়েছে” দেখা যাবে।",
    },
    file: Words {
        action: "ফাইল মুছুন",
        question: "এই ফাইলটি মুছে ফেলবেন?",
        consequence: "ফাইলটি সবার জন্য চিরতরে মুছে যাবে। বার্তার লেখা থেকে যাবে।",
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

    /// Returns the name of the action.
    pub const fn action(&self, what: Deletion) -> &'static str {
        self.words(what).action
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
