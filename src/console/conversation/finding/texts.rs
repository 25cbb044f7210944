//! The texts of the search within a conversation.

use crate::model::{digits, found::FoundMessages, language::Language};

/// The texts in one language.
pub struct FindingTexts {
    language: Language,
    /// The name of the button, the bar and its field.
    pub find: &'static str,
    pub hint: &'static str,
    pub older: &'static str,
    pub newer: &'static str,
    pub close: &'static str,
    none: &'static str,
    /// Between the number of the match and the number of all.
    of: &'static str,
}

const EN: FindingTexts = FindingTexts {
    language: Language::En,
    find: "Search in this conversation",
    hint: "Search messages",
    older: "Older match",
    newer: "Newer match",
    close: "Close search",
    none: "No matches",
    of: " of ",
};

const BN: FindingTexts = FindingTexts {
    language: Language::Bn,
    find: "এই কথোপকথনে খুঁজুন",
    hint: "বার্তা খুঁজুন",
    older: "আগের মিল",
    newer: "পরের মিল",
    close: "খোঁজা বন্ধ করুন",
    none: "কোনো মিল নেই",
    of: " / ",
};

impl FindingTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the position among the matches; `at` counts from 0.
    pub fn position(&self, at: usize, found: &FoundMessages) -> String {
        if found.messages.is_empty() {
            return self.none.to_owned();
        }
        let more = if found.has_more { "+" } else { "" };
        let words = [&(at + 1).to_string(), self.of, &found.messages.len().to_string(), more].concat();
        digits::localize(&words, self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::MessageId;

    #[test]
    fn the_position_is_told_in_the_digits_of_the_language() {
        let found = |count, has_more| FoundMessages { messages: (0..count).map(MessageId).collect(), has_more };
        assert_eq!(FindingTexts::of(Language::En).position(0, &found(0, false)), "No matches");
        assert_eq!(FindingTexts::of(Language::En).position(1, &found(12, false)), "2 of 12");
        assert_eq!(FindingTexts::of(Language::En).position(0, &found(200, true)), "1 of 200+");
        assert_eq!(FindingTexts::of(Language::Bn).position(1, &found(12, false)), "২ / ১২");
    }
}
