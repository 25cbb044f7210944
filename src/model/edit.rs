//! The mark of a message that was edited.

use super::language::Language;

/// Returns the word that marks an edited message.
pub const fn word(language: Language) -> &'static str {
    match language {
        Language::En => "Edited",
        Language::Bn => "সম্পাদিত",
    }
}
