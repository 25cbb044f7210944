//! What the palette offers.

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub title: String,
    /// What is shown beside the name: the key, or the conversation's id.
    pub hint: String,
    /// What happens when it is picked.
    pub act: Act,
}

/// What picking an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goes to an address of the console.
    Go(String),
    /// Presses the element with this number among those that were on the page when the palette
    /// was opened.
    Press(usize),
}

impl Entry {
    /// Returns whether the entry has all of these words, in any order. The words are in lower
    /// case.
    pub fn has(&self, words: &[String]) -> bool {
        let text = [self.title.as_str(), &self.hint].join(" ").to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Returns the words of a query, in lower case.
pub fn words(query: &str) -> Vec<String> {
    query.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_by_words_in_any_order() {
        let entry = Entry { title: "Assign to me".to_owned(), hint: "a".to_owned(), act: Act::Press(0) };
        assert!(entry.has(&words("ME assign")));
        assert!(entry.has(&words("")));
        assert!(!entry.has(&words("assign you")));
    }
}
