//! The texts of the menu beside a message. The dialog's texts are not among them, because they are
//! loaded with the dialog.

use crate::model::{deletion::Deletion, language::Language};

/// The texts in one language.
pub struct MenuTexts {
    /// The name of the menu's button.
    pub actions: &'static str,
    /// The action that edits the message.
    pub edit: &'static str,
    /// The action that quotes the message.
    pub quote: &'static str,
    message: &'static str,
    file: &'static str,
}

const EN: MenuTexts = MenuTexts {
    actions: "Message actions",
    edit: "Edit",
    quote: "Quote",
    message: "Delete message",
    file: "Delete file",
};

const BN: MenuTexts =
    MenuTexts {
        actions: "বার্তার কাজ", edit: "সম্পাদনা করুন", quote: "উদ্ধৃত করুন", message: "বার্তা মুছুন", file: "ফাইল মুছুন"
    };

impl MenuTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the name of the action that deletes something.
    pub const fn deletes(&self, what: Deletion) -> &'static str {
        match what {
            Deletion::Message => self.message,
            Deletion::File => self.file,
        }
    }
}
