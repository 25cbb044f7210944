//! A `/` at the start of a word: where it stands, and what is typed after it.

/// What is typed to find a quick reply. Places are counted as browsers do, in
/// UTF-16.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slash {
    /// Where the slash stands.
    pub start: u32,
    /// Where the caret stands.
    pub end: u32,
    /// What stands between.
    pub query: String,
}

impl Slash {
    /// The slash that the caret is behind, if there is one: at the start of a
    /// word, with no white space after it.
    pub fn before(text: &str, caret: u32) -> Option<Self> {
        let units: Vec<u16> = text.encode_utf16().take(usize::try_from(caret).ok()?).collect();
        let typed = String::from_utf16(&units).ok()?;
        let start = typed.rfind(char::is_whitespace).map_or(0, |at| {
            // The white space may be longer than a byte.
            at + typed[at..].chars().next().map_or(0, char::len_utf8)
        });
        let query = typed[start..].strip_prefix('/')?.to_owned();
        let start = u32::try_from(typed[..start].encode_utf16().count()).ok()?;
        // A second one makes it a path or an address.
        (!query.contains('/')).then_some(Self { start, end: caret, query })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str, caret: u32) -> Option<(u32, String)> {
        Slash::before(text, caret).map(|slash| (slash.start, slash.query))
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
    fn places_are_counted_as_browsers_do() {
        assert_eq!(query("🙏 /ট্র", 7), Some((3, "ট্র".to_owned())));
        assert_eq!(query("আচ্ছা\u{3000}/x", 8), Some((6, "x".to_owned())));
    }
}
