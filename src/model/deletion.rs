//! The trace of something that was deleted.

use super::{language::Language, message::MessageType};

/// What was deleted of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deletion {
    /// All of it.
    Message,
    /// Its file.
    File,
}

impl Deletion {
    /// Returns what was deleted of a conversation's last message, whose excerpt is `text`; none if
    /// the excerpt is not empty. Every message has a text or a file with a name until it is
    /// deleted.
    pub fn of_excerpt(text: &str, message_type: MessageType) -> Option<Self> {
        text.is_empty().then_some(match message_type {
            MessageType::Image | MessageType::File => Self::File,
            MessageType::Text | MessageType::System => Self::Message,
        })
    }

    /// Returns the words in place of what was deleted.
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Message, Language::En) => "Message deleted",
            (Self::Message, Language::Bn) => "বার্তা মুছে ফেলা হয়েছে",
            (Self::File, Language::En) => "File deleted",
            (Self::File, Language::Bn) => "ফাইল মুছে ফেলা হয়েছে",
        }
    }
}
