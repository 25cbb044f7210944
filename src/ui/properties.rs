//! Property tests of the links in messages.

use proptest::prelude::*;

use super::links::{Piece, pieces};
use crate::generated_inputs::{any_bytes, pattern};

/// Checks the pieces of a message, and returns whether it has a link.
fn has_true_links(text: &str) -> bool {
    let pieces = pieces(text);
    let mut whole = String::with_capacity(text.len());
    let mut has_link = false;
    for piece in pieces {
        let (Piece::Words(piece_text) | Piece::Link(piece_text)) = piece;
        whole.push_str(piece_text);
        let Piece::Link(address) = piece else { continue };
        has_link = true;
        let (scheme, rest) = address.split_once("://").expect("a scheme");
        assert!(["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()), "{address:?}");
        // The host that is shown must be the one that the link leads to.
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        assert!(!authority.is_empty() && !authority.contains('@'), "{address:?}");
        assert!(!address.contains(['\u{202E}', '\u{200B}', ' ', '\n', '<', '>', '"']), "{address:?}");
    }
    assert_eq!(whole, text);
    has_link
}

proptest! {
    #[test]
    fn the_pieces_of_a_message_are_the_message(
        text in pattern("(https?://|HTTPS://|www[.]|[a-z]{1,4}|[.:/?#@()\\[\\]<>\"'“”…*,]|[0-9]|\\PC|\u{202E}|\u{200B}|[ \n]){0,24}"),
    ) {
        has_true_links(&text);
    }
}

#[test]
fn any_bytes_as_links() {
    let words = [
        "https://",
        "HTTP://",
        "://",
        "s.example",
        "www.",
        "@",
        "[::1]",
        ":8443",
        "/",
        "?",
        "#",
        "(",
        ")",
        "”",
        "…",
        "।",
        ",",
        "_",
        " ",
        "\n",
        "\u{200D}",
        "\u{2066}",
        "বই",
    ];
    any_bytes("links", &words, |bytes| has_true_links(&String::from_utf8_lossy(bytes)));
}
