//! A `/` or an `@` at the start of a word: its position, and the text after it.

/// A search in a menu that a mark has opened. Positions are counted in UTF-16 units, as browsers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The position of the mark.
    pub start: u32,
    /// The position of the caret.
    pub end: u32,
    /// The text between them.
    pub query: String,
}

impl Marked {
    /// Returns the mark before the caret, if it starts a word and no white space follows it.
    pub fn before(mark: char, text: &str, caret: u32) -> Option<Self> {
        let units: Vec<u16> = text.encode_utf16().take(usize::try_from(caret).ok()?).collect();
        let typed = String::from_utf16(&units).ok()?;
        let start = typed.rfind(char::is_whitespace).map_or(0, |at| {
            // The white space may be longer than a byte.
            at + typed[at..].chars().next().map_or(0, char::len_utf8)
        });
        let query = typed[start..].strip_prefix(mark)?.to_owned();
        let start = u32::try_from(typed[..start].encode_utf16().count()).ok()?;
        // With a second mark it is a path or an address.
        (!query.contains(mark)).then_some(Self { start, end: caret, query })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str, caret: u32) -> Option<(u32, String)> {
        Marked::before('/', text, caret).map(|marked| (marked.start, marked.query))
    }

    #[test]
    fn a_slash_begins_a_word() {
        assert_eq!(query("/", 1), Some((0, String::new())));
        assert_eq!(query("/tra", 4), Some((0, "tra".to_owned())));
        assert_eq!(query("Hello /tra", 10), Some((6, "tra".to_owned())));
        assert_eq!(query("one\n/two", 8), Some((4, "two".to_owned())));
        assert_eq!(query("/track order", 3), Some((0, "tr".to_owned())), "only up to the caret");
    }

    #[test]
    fn other_slashes_mean_themselves() {
        for text in ["and/or", "https://shop.example", "/orders/12345", "/tra ", "", "hello"] {
            assert_eq!(query(text, u32::try_from(text.len()).unwrap_or(0)), None, "{text:?}");
        }
    }

    #[test]
    fn another_mark_begins_a_word_too() {
        let query =
            |text: &str| Marked::before('@', text, u32::try_from(text.len()).unwrap_or(0)).map(|found| found.query);
        assert_eq!(query("Ask @kar"), Some("kar".to_owned()));
        for text in ["a@kar", "@kar ", "@@kar", "/kar"] {
            assert_eq!(query(text), None, "{text:?}");
        }
    }

    #[test]
    fn places_are_counted_as_browsers_do() {
        assert_eq!(query("🙏 /ট্র", 7), Some((3, "ট্র".to_owned())));
        assert_eq!(query("আচ্ছা\u{3000}/x", 8), Some((6, "x".to_owned())));
    }
}
