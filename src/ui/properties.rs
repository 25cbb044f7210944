//! What holds for the links of every message.

use proptest::prelude::*;

use super::links::{Piece, pieces};
use crate::made_up::pattern;

proptest! {
    #[test]
    fn the_pieces_of_a_message_are_the_message(
        text in pattern("(https?://|HTTPS://|www[.]|[a-z]{1,4}|[.:/?#@()\\[\\]<>\"'“”…*,]|[0-9]|\\PC|\u{202E}|\u{200B}|[ \n]){0,24}"),
    ) {
        let pieces = pieces(&text);
        let whole: String = pieces.iter().map(|piece| match piece { Piece::Words(text) | Piece::Link(text) => *text }).collect();
        prop_assert_eq!(&whole, &text);
        for piece in pieces {
            let Piece::Link(address) = piece else { continue };
            let (scheme, rest) = address.split_once("://").expect("a scheme");
            prop_assert!(["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()), "{:?}", address);
            // The host that is read is the one that is gone to.
            let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
            prop_assert!(!authority.is_empty() && !authority.contains('@'), "{:?}", address);
            prop_assert!(!address.contains(['\u{202E}', '\u{200B}', ' ', '\n', '<', '>', '"']), "{:?}", address);
        }
    }
}
