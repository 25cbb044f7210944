//! The texts of the editor.

use crate::model::language::Language;

/// The texts in one language.
pub struct EditorTexts {
    /// The name of the editor of a message.
    pub message: &'static str,
    /// The name of the editor of a note.
    pub note: &'static str,
    /// The button that saves.
    pub save: &'static str,
    /// The button that leaves the message as it was.
    pub cancel: &'static str,
    /// Which keys save and cancel.
    pub keys: &'static str,
}

const EN: EditorTexts = EditorTexts {
    message: "Edit message",
    note: "Edit note",
    save: "Save",
    cancel: "Cancel",
    keys: "Enter saves, Escape cancels",
};

const BN: EditorTexts = EditorTexts {
    message: "বার্তা সম্পাদনা",
    note: "নোট সম্পাদনা",
    save: "সংরক্ষণ করুন",
    cancel: "বাতিল",
    keys: "সংরক্ষণ করতে Enter, বাতিল করতে Escape",
};

impl EditorTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
