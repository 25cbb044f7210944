//! The count of unread messages before the page's title: "(2) Boi Bazaar".

use super::{page::document, signals::*};
use crate::model::{digits, language::Language};

/// The count before the title. It can be removed again, and does not change the page's own title.
#[derive(Clone, Copy)]
pub struct TitleCount {
    /// The prefix that is shown now.
    shown: StoredValue<String>,
}

impl TitleCount {
    /// Returns a title without a count.
    pub fn new() -> Self {
        Self { shown: StoredValue::new(String::new()) }
    }

    /// Shows `count`; nothing for 0.
    pub fn show(self, count: u32, language: Language) {
        let prefix = prefix(count, language);
        let Some(before) = self.shown.try_update_value(|shown| std::mem::replace(shown, prefix.clone())) else {
            return;
        };
        if before != prefix {
            document().set_title(&replace_prefix(&document().title(), &before, &prefix));
        }
    }
}

impl Default for TitleCount {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the prefix for a count; empty for 0.
pub fn prefix(count: u32, language: Language) -> String {
    match digits::badge(count, language) {
        badge if badge.is_empty() => badge,
        badge => ["(", &badge, ") "].concat(),
    }
}

fn replace_prefix(title: &str, before: &str, after: &str) -> String {
    [after, title.strip_prefix(before).unwrap_or(title)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_prefix_is_replaced() {
        assert_eq!(prefix(2, Language::En), "(2) ");
        assert_eq!(prefix(120, Language::Bn), "(৯৯+) ");
        assert_eq!(replace_prefix("(2) Books", "(2) ", "(3) "), "(3) Books");
        assert_eq!(replace_prefix("(1984) a novel", "", "(1) "), "(1) (1984) a novel");
        assert_eq!(replace_prefix("(1) Books", "(1) ", ""), "Books");
    }
}
