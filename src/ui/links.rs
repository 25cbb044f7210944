//! Addresses in the words of a message, so that they can be followed.

use super::search::find;

/// A piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A web address, as it was written.
    Link(&'a str),
}

/// The message in pieces. Only `http` and `https` are addresses: nothing that
/// could run a program when it is followed.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        let end = start + address_length(&rest[start..]);
        if start > 0 {
            pieces.push(Piece::Words(&rest[..start]));
        }
        pieces.push(Piece::Link(&rest[start..end]));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// Where the next address begins: a scheme with something behind it.
fn next_address(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + find(&text[from..], "http")?;
        let host = text[start..].strip_prefix("https://").or_else(|| text[start..].strip_prefix("http://"));
        if host.is_some_and(|host| host.starts_with(begins_host)) {
            return Some(start);
        }
        from = start + "http".len();
    }
}

/// Every letter beyond ASCII may begin one: which are letters, the widget has no
/// table of.
fn begins_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

/// Up to the next space, without the punctuation of the sentence around it.
fn address_length(text: &str) -> usize {
    let length = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(text.len());
    let address = text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '।']);
    match address.strip_suffix(')') {
        // Part of the address only if it was opened there.
        Some(inside) if !inside.bytes().any(|byte| byte == b'(') => inside.len(),
        _ => address.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Piece::{Link, Words},
        *,
    };

    #[test]
    fn addresses_are_found_among_words() {
        assert_eq!(pieces("Hello"), [Words("Hello")]);
        assert_eq!(
            pieces("See https://boi.example/orders/12, then write."),
            [Words("See "), Link("https://boi.example/orders/12"), Words(", then write.")]
        );
        assert_eq!(
            pieces("http://a.example https://b.example"),
            [Link("http://a.example"), Words(" "), Link("https://b.example")]
        );
        assert_eq!(
            pieces("এখানে দেখুন https://boi.example।"),
            [Words("এখানে দেখুন "), Link("https://boi.example"), Words("।")]
        );
    }

    #[test]
    fn a_bracket_belongs_to_where_it_was_opened() {
        assert_eq!(pieces("(https://a.example/x)"), [Words("("), Link("https://a.example/x"), Words(")")]);
        assert_eq!(pieces("https://a.example/x_(y)"), [Link("https://a.example/x_(y)")]);
    }

    #[test]
    fn nothing_else_is_an_address() {
        for text in ["https://", "http is a protocol", "javascript:alert(1)", "https:// space", ""] {
            assert!(!pieces(text).iter().any(|piece| matches!(piece, Link(_))), "{text}");
        }
    }
}
