//! Mentions: an agent writes `@username` in a note, and the note concerns that colleague.

use serde::{Deserialize, Serialize};

use super::{
    ids::{MentionId, MessageId},
    language::Language,
};

/// The character that begins a mention.
pub const MARK: char = '@';

/// The newest note of a conversation that mentions the asking agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Mention {
    /// Its id. A mention that is added later has a greater one, also if it was added to an earlier
    /// note.
    pub id: MentionId,
    /// The note.
    pub message_id: MessageId,
    /// Whether the agent has seen all mentions of them in the conversation.
    pub is_seen: bool,
    /// The name of the agent who wrote the note.
    pub sender_name: String,
    /// The same in Bangla; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sender_name_bn: String,
}

impl Mention {
    /// Returns the name of the note's author in a language.
    pub fn sender_name_in(&self, language: Language) -> &str {
        language.pick(&self.sender_name, &self.sender_name_bn)
    }
}

/// A place in a text that mentions an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the `@` is, in bytes.
    pub start: usize,
    /// Where the username ends, in bytes.
    pub end: usize,
    /// The place of the username in the list that was searched for.
    pub name: usize,
}

/// Returns where a text mentions agents with these usernames, in the order of the text.
///
/// Case is ignored. If several usernames begin at the same place, the longest counts, and of those
/// that differ only by case the one that is written exactly so. A username ends where another kind
/// of character follows, also where Bangla follows Latin letters: `@karim-কে`. An `@` within a word
/// or an address, as in `a@karim`, does not mention an agent.
pub fn places<Name: AsRef<str>>(text: &str, names: &[Name]) -> Vec<Place> {
    let mut places = Vec::new();
    let mut before = None;
    let mut done = 0;
    for (start, character) in text.char_indices() {
        if character == MARK
            && start >= done
            && !before.is_some_and(continues_into_mark)
            && let Some((end, name)) = longest(&text[start + 1..], names)
        {
            done = start + 1 + end;
            places.push(Place { start, end: done, name });
        }
        before = Some(character);
    }
    places
}

/// Returns the length of the longest username with which a text begins, and its place in the list.
fn longest<Name: AsRef<str>>(text: &str, names: &[Name]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, bool, usize)> = None;
    for (at, name) in names.iter().enumerate() {
        let name = name.as_ref();
        let Some(end) = length_of(text, name.chars().count()) else { continue };
        let (written, rest) = text.split_at(end);
        let is_exact = written == name;
        let is_name = is_exact || written.to_lowercase() == name.to_lowercase();
        if is_name
            && ends_name(written, rest)
            && best.is_none_or(|(length, exact, _)| (length, exact) < (end, is_exact))
        {
            best = Some((end, is_exact, at));
        }
    }
    best.map(|(end, _, at)| (end, at))
}

/// Returns how many bytes the first characters of a text have; none if it has fewer characters, or
/// none are asked for.
fn length_of(text: &str, characters: usize) -> Option<usize> {
    let (at, last) = text.char_indices().nth(characters.checked_sub(1)?)?;
    Some(at + last.len_utf8())
}

/// Returns whether a username may end between two parts of a text.
fn ends_name(written: &str, rest: &str) -> bool {
    let Some(last) = written.chars().next_back() else { return false };
    // Punctuation that may be within a username, as in `nadia.rahman`, may also follow it.
    let next = rest.chars().find(|character| !matches!(*character, '.' | '+' | '-' | MARK));
    next.is_none_or(|next| !is_in_word(next) || is_bangla(next) != is_bangla(last))
}

/// Returns whether an `@` after this character belongs to an address or a word.
fn continues_into_mark(before: char) -> bool {
    is_in_word(before) || matches!(before, '.' | '+' | '-' | '/' | '=' | '%' | MARK)
}

/// Returns whether a character is a part of words: not white space, punctuation, or a symbol.
/// The tables of Unicode are not used, because they would have to be in the console.
fn is_in_word(character: char) -> bool {
    match character {
        // Joiners are within words of Bangla.
        '\u{200C}' | '\u{200D}' => true,
        '\0'..='\x7F' => character.is_ascii_alphanumeric() || character == '_',
        '\u{80}'..='\u{BF}'
        | '\u{60C}'
        | '\u{61B}'
        | '\u{61F}'
        | '\u{964}'..='\u{965}'
        | '\u{2000}'..='\u{2BFF}'
        | '\u{3000}'..='\u{303F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{1F000}'..='\u{1FFFF}' => false,
        _ => true,
    }
}

fn is_bangla(character: char) -> bool {
    matches!(character, '\u{980}'..='\u{9FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 8] = ["karim", "nadia", "nadia.rahman", "রকমারি", "Rafi", "o'neil", "a+b", "x@shop.example"];

    /// Returns the parts of a text that mention agents.
    fn found(text: &str) -> Vec<(&str, &'static str)> {
        places(text, &NAMES).into_iter().map(|place| (&text[place.start..place.end], NAMES[place.name])).collect()
    }

    #[test]
    fn an_agent_is_mentioned_by_the_username_in_any_case() {
        for (text, written) in [
            ("@karim", "@karim"),
            ("@karim please look", "@karim"),
            ("Ask @KARIM, please", "@KARIM"),
            ("(@karim)", "@karim"),
            ("@karim.", "@karim"),
            ("@karim... and?", "@karim"),
            ("\u{201C}@karim\u{201D}", "@karim"),
            ("@karim's", "@karim"),
            ("one\n@karim\ntwo", "@karim"),
            ("@karim🙏", "@karim"),
            ("দেখুন।@karim", "@karim"),
            ("@karim-কে বলুন", "@karim"),
            ("@karimকে বলুন", "@karim"),
        ] {
            assert_eq!(found(text), [(written, "karim")], "{text:?}");
        }
    }

    #[test]
    fn addresses_and_other_words_mention_no_one() {
        for text in [
            "",
            "@",
            "@@",
            "karim",
            "a@karim",
            "a.@karim",
            "a@karim.example",
            "+@karim",
            "@@karim",
            "https://blog.example/@karim",
            "@karimul",
            "@karim_2",
            "@karim.rahman",
            "@karim-rahman",
            "@karim@shop.example",
            "@kar",
            "@ karim",
            "ভাই@karim",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn usernames_of_any_kind_are_found() {
        for (text, written, name) in [
            ("@রকমারি, দেখুন", "@রকমারি", "রকমারি"),
            ("@রকমারি।", "@রকমারি", "রকমারি"),
            ("@rafi", "@rafi", "Rafi"),
            ("@o'neil's", "@o'neil", "o'neil"),
            ("@a+b", "@a+b", "a+b"),
            ("@x@shop.example.", "@x@shop.example", "x@shop.example"),
        ] {
            assert_eq!(found(text), [(written, name)], "{text:?}");
        }
        assert_eq!(found("@রকমারির"), [], "another word of the same script");
    }

    #[test]
    fn the_longest_username_counts() {
        assert_eq!(found("@nadia.rahman"), [("@nadia.rahman", "nadia.rahman")]);
        assert_eq!(found("@nadia. Rahman"), [("@nadia", "nadia")]);
        assert_eq!(found("@karim @nadia,@Rafi"), [("@karim", "karim"), ("@nadia", "nadia"), ("@Rafi", "Rafi")]);
    }

    #[test]
    fn of_usernames_that_differ_by_case_the_exact_one_counts() {
        let names = ["Karim", "karim", "KARIM"];
        for (text, name) in [("@karim", 1), ("@KARIM", 2), ("@Karim", 0), ("@kArim", 0)] {
            assert_eq!(places(text, &names).first().map(|place| place.name), Some(name), "{text}");
        }
    }

    #[test]
    fn an_empty_list_or_name_finds_nothing() {
        assert_eq!(places::<&str>("@karim", &[]), []);
        assert_eq!(places("@ karim", &[""]), []);
    }
}
