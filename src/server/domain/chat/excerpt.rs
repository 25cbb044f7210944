//! Excerpts of messages for lists.

use crate::{model::text, server::entity::message};

/// How much of a message a row of the inbox keeps, in characters.
const EXCERPT_CHARS: usize = 140;

/// Returns what lists show of a message: its text, or else the name of its
/// file.
pub(super) fn headline(row: &message::Model) -> String {
    excerpt(if row.content.is_empty() { &row.attachment_name } else { &row.content })
}

/// Returns the beginning of a text, on one line.
pub(in crate::server::domain) fn excerpt(text: &str) -> String {
    // The excerpt is shown on a line with other text, whose direction it must
    // not change.
    let text = &text::without_turns(text);
    let beginning = text::cut(text, EXCERPT_CHARS);
    let mut excerpt: String = beginning.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if beginning.len() < text.len() {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("two\nlines"), "two lines");
        assert_eq!(excerpt("\u{202E}back"), "back");
        assert_eq!(
            excerpt(&format!("{}ক্ষ", "x".repeat(EXCERPT_CHARS - 1))),
            format!("{}…", "x".repeat(EXCERPT_CHARS - 1))
        );
        assert_eq!(excerpt(&"আ".repeat(5_000)).chars().count(), EXCERPT_CHARS + 1);
        assert_eq!(excerpt(&"x".repeat(EXCERPT_CHARS)).chars().count(), EXCERPT_CHARS);
    }
}
