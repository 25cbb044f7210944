//! Finds web addresses in a message and makes them links.
//!
//! Written by hand, because a library's tables would be a tenth of the widget.
//! A link must lead where it seems to lead. An address with a name before the
//! host (`https://shop.example@evil.example`) stays text, and an address ends
//! before a character that is invisible or changes the direction of the text.

use super::search::find;
use crate::model::text::is_invisible;

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text.
    Words(&'a str),
    /// A web address, as it was written.
    Link(&'a str),
}

const SEPARATOR: &str = "://";

/// Returns the message in parts. Only `http` and `https` addresses become
/// links, because other schemes could run a program.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(at) = find(&text[from..], SEPARATOR) {
        let scheme_end = from + at;
        from = scheme_end + SEPARATOR.len();
        let Some(start) = scheme_start(&text[done..scheme_end]) else { continue };
        let start = done + start;
        let Some(length) = address_length(&text[from..], text[done..start].chars().next_back()) else { continue };
        from += length;
        if start > done {
            pieces.push(Piece::Words(&text[done..start]));
        }
        pieces.push(Piece::Link(&text[start..from]));
        done = from;
    }
    if done < text.len() {
        pieces.push(Piece::Words(&text[done..]));
    }
    pieces
}

/// Returns where `http` or `https` begins at the end of a text; none within a
/// word.
fn scheme_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = bytes.len().checked_sub(scheme.len())?;
        let is_in_word = start > 0 && bytes[start - 1].is_ascii_alphanumeric();
        (!is_in_word && bytes[start..].eq_ignore_ascii_case(scheme.as_bytes())).then_some(start)
    })
}

/// Returns the length of the address behind `://`, or none if it has no host. `before` is the
/// character before the address.
fn address_length(text: &str, before: Option<char>) -> Option<usize> {
    let (mut end, mut host_end) = (text.len(), None);
    let (mut previous, mut first_of_label) = (' ', ' ');
    for (at, character) in text.char_indices() {
        if host_end.is_none() {
            match character {
                '/' | '?' | '#' | '\\' => host_end = Some(at),
                // The real host would follow it.
                '@' => return None,
                _ if matches!(previous, ' ' | '.') => first_of_label = character,
                _ => {}
            }
        }
        // Bangla text may follow an address directly: `https://boi.example-এ`.
        let is_next_word = is_bangla(character)
            && (previous.is_ascii_alphanumeric() || host_end.is_none() && first_of_label.is_ascii_alphanumeric());
        // Another address: `https://a.example,https://b.example`.
        let is_next_address = matches!(previous, ',' | ';') && begins_address(&text[at..]);
        if is_next_word || is_next_address || ends_address(character, previous) {
            end = at;
            break;
        }
        previous = character;
    }
    let mut address = without_punctuation(&text[..end], before);
    if host_end.is_none_or(|host_end| host_end >= address.len()) {
        address = address.trim_end_matches('-');
    }
    begins_host(address).then_some(address.len())
}

fn begins_address(text: &str) -> bool {
    ["https://", "http://"].into_iter().any(|start| {
        text.as_bytes().get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Returns whether a host may begin here. Every non-ASCII letter is allowed,
/// because the widget has no table of letters. An IPv6 address is in brackets.
fn begins_host(address: &str) -> bool {
    let bytes = address.as_bytes();
    match bytes.first() {
        Some(b'[') => {
            let inside = bytes[1..].iter().take_while(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
            let length = inside.count();
            length > 1 && bytes[1..=length].contains(&b':') && bytes.get(length + 1) == Some(&b']')
        }
        Some(first) => first.is_ascii_alphanumeric() || !first.is_ascii(),
        None => false,
    }
}

fn is_bangla(character: char) -> bool {
    matches!(character, '\u{980}'..='\u{9FF}')
}

/// Returns whether an address ends before a character: white space, quotes,
/// full stops of other scripts, and invisible characters except joiners in
/// Bangla words.
fn ends_address(character: char, previous: char) -> bool {
    let joins = matches!(character, '\u{200C}' | '\u{200D}') && !previous.is_ascii();
    character.is_whitespace()
        || character.is_control()
        || is_invisible(character) && !joins
        || matches!(character,
            '<' | '>' | '"' | '`' | '|' | '…' | '।' | '॥' | '«' | '»' | '\u{2018}'..='\u{201F}' | '‹' | '›'
            | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}'
            | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}')
}

/// Returns the address without the punctuation of the sentence around it. A
/// bracket belongs to the address only if it was opened there.
fn without_punctuation(address: &str, before: Option<char>) -> &str {
    let bytes = address.as_bytes();
    let mut end = bytes.len();
    while let Some(&last) = bytes[..end].last() {
        let count = |wanted: u8| bytes[..end].iter().filter(|byte| **byte == wanted).count();
        let is_around = match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' => true,
            // Marks of messengers: `_https://a.example_`.
            b'_' | b'~' => before == Some(char::from(last)),
            b')' => count(b')') > count(b'('),
            b']' => count(b']') > count(b'['),
            b'}' => count(b'}') > count(b'{'),
            _ => false,
        };
        if !is_around {
            break;
        }
        end -= 1;
    }
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with its addresses in double angle brackets.
    fn linked(text: &str) -> String {
        let piece = |piece: Piece<'_>| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Link(address) => format!("⟪{address}⟫"),
        };
        pieces(text).into_iter().map(piece).collect()
    }

    #[test]
    fn addresses_are_found_among_words() {
        for expected in [
            "Hello",
            "See ⟪https://boi.example/orders/12⟫, then write.",
            "⟪http://a.example⟫ ⟪https://b.example⟫",
            "(see ⟪https://s.example/a⟫)",
            "(⟪https://s.example/wiki/Foo_(bar)⟫)",
            "⟪https://s.example/wiki/Foo_(bar)⟫",
            "[⟪https://s.example/a⟫]",
            "[⟪https://s.example/a[1]⟫]",
            "{⟪https://s.example/a⟫}",
            "<⟪https://s.example/a⟫>",
            "“⟪https://s.example/a⟫”",
            "‘⟪https://s.example/a⟫’",
            "«⟪https://s.example/a⟫»",
            "\"⟪https://s.example/a⟫\"",
            "'⟪https://s.example/a⟫'",
            "`⟪https://s.example/a⟫`",
            "⟪https://s.example/a⟫…",
            "⟪https://s.example/a⟫...",
            "*⟪https://s.example/a⟫*",
            "**⟪https://s.example/a⟫**",
            "_⟪https://s.example/a⟫_",
            "~⟪https://s.example/a⟫~",
            "⟪https://s.example/~mina/a_⟫",
            "⟪https://s.example/a⟫,⟪https://s.example/b⟫",
            "⟪https://s.example/a⟫;⟪HTTP://s.example/b⟫",
            "⟪https://s.example/a⟫|⟪https://s.example/b⟫",
            "⟪https://s.example/a,b;c⟫",
            "⟪https://s.example/?next=https://t.example/⟫",
            "⟪HTTPS://s.example/a⟫",
            "⟪HtTp://s.example⟫",
            "⟪http://[::1]:3000/x⟫",
            "(⟪http://[2001:db8::1]⟫)",
            "⟪http://localhost:3000/x⟫",
            "⟪https://127.0.0.1:8443/x⟫!",
            "⟪https://s.example/a⟫.",
            "⟪https://s.example/a⟫!",
            "⟪https://s.example/a⟫?",
            "⟪https://s.example/a?b=c⟫?!",
            "⟪https://s.example/it's⟫",
            "⟪https://s.example/a#b⟫:",
            "⟪https://s.example/⟫",
        ] {
            assert_eq!(linked(&expected.replace(['⟪', '⟫'], "")), expected);
        }
    }

    #[test]
    fn addresses_are_found_among_bangla_words() {
        for expected in [
            "এখানে দেখুন ⟪https://boi.example⟫।",
            "⟪https://boi.example/a⟫।তারপর লিখুন",
            "দেখুন⟪https://boi.example/a⟫দেখুন",
            "⟪https://boi.example⟫-এ পাবেন",
            "⟪https://boi.example⟫ে পাবেন",
            "⟪https://boi.example:8443⟫দেখুন",
            "⟪https://bn.wikipedia.org/wiki/বাংলাদেশ⟫",
            "⟪https://bn.wikipedia.org/wiki/র\u{200D}্যাব⟫",
            "⟪https://s.example/ঢাকা-2026/বই⟫",
            "⟪https://উদাহরণ.বাংলা/বই⟫ দেখুন",
            "⟪https://xn--54b7fta0cc.com/a⟫",
            "⟪https://bücher.example/ä⟫",
        ] {
            assert_eq!(linked(&expected.replace(['⟪', '⟫'], "")), expected);
        }
    }

    #[test]
    fn the_host_that_is_shown_is_the_true_one() {
        for text in [
            "https://user@evil.example/",
            "https://shop.example:443@evil.example/",
            "https://shop.example@evil.example",
            "https://@evil.example",
        ] {
            assert_eq!(linked(text), text);
        }
        for expected in [
            "⟪https://shop.example/⟫\u{202E}elpmaxe.live",
            "⟪https://shop.example⟫\u{200B}.evil.example",
            "⟪https://shop.example⟫\u{2066}.evil.example\u{2069}",
            "⟪https://shop.example⟫\u{200D}.evil.example",
            "⟪https://shop.example/@mina⟫",
            "⟪https://shop.example?to=a@b.example⟫",
            "⟪https://shop.example\\@evil.example⟫",
        ] {
            assert_eq!(linked(&expected.replace(['⟪', '⟫'], "")), expected);
        }
    }

    #[test]
    fn nothing_else_is_an_address() {
        for text in [
            "https://",
            "https://.",
            "https://।",
            "https://[]",
            "http://[x]/",
            "http is a protocol",
            "javascript:alert(1)",
            "ftp://s.example/a",
            "xhttps://s.example/a",
            "9http://s.example/a",
            "https:// space",
            "https:/s.example",
            "mina@s.example",
            "www.s.example",
            "://s.example",
            "",
        ] {
            assert_eq!(linked(text), text);
        }
    }
}
