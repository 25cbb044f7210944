//! Excerpts around the words found, split so that the words can be marked.

use std::ops::Range;

use crate::{
    model::{
        inbox::{Hit, HitPart, HitPlace},
        text::turns,
    },
    server::{
        entity::{account, conversation, message},
        fold::Folded,
    },
};

/// How much text precedes the word, so that the word is visible in a short
/// line. Counted in grapheme clusters, like all lengths here.
const LEADING_LENGTH: usize = 24;
/// The length of an excerpt.
const EXCERPT_LENGTH: usize = 140;
/// How many pieces of a text are shown, if the words are far apart.
const MAX_PIECES: usize = 3;

/// Returns which field of the row itself contains the most words, and how many.
pub(super) fn in_row(words: &[String], row: &conversation::Model, customer: &account::Model) -> Option<(usize, Hit)> {
    best(
        words,
        &[
            (HitPlace::Name, customer.name.as_str()),
            (HitPlace::Email, &customer.email),
            (HitPlace::Id, row.conversation_id.as_str()),
            (HitPlace::Subject, &row.subject),
        ],
    )
}

/// Returns which of the message and the name of its attachment contains more
/// words, and how many.
pub(super) fn in_message(words: &[String], message: &message::Model) -> Option<(usize, Hit)> {
    let place = if message.is_note { HitPlace::Note } else { HitPlace::Message };
    best(words, &[(place, message.content.as_str()), (HitPlace::Attachment, &message.attachment_name)])
}

/// Returns the first of the texts that contain the most words.
fn best(words: &[String], texts: &[(HitPlace, &str)]) -> Option<(usize, Hit)> {
    let mut best: Option<(usize, HitPlace, Folded<'_>)> = None;
    for (place, text) in texts {
        let folded = Folded::of(text);
        let count = words.iter().filter(|word| folded.has(word)).count();
        if count > best.as_ref().map_or(0, |(count, ..)| *count) {
            best = Some((count, *place, folded));
        }
    }
    best.map(|(count, place, text)| (count, Hit { place, parts: parts(&text, words) }))
}

/// Returns the text around the words. The words are marked at each place in it.
fn parts(text: &Folded<'_>, words: &[String]) -> Vec<HitPart> {
    let clusters = text.clusters();
    let mut is_marked = vec![false; clusters.len()];
    for place in words.iter().flat_map(|word| text.places(word)) {
        is_marked[place].fill(true);
    }
    let pieces = pieces(words.iter().filter_map(|word| text.places(word).next()).collect(), clusters.len());
    let mut parts = Parts::default();
    let mut shown = 0;
    for piece in pieces {
        if piece.start > shown {
            parts.push(if shown == 0 { "…" } else { " … " }, false);
        }
        shown = piece.end;
        for at in piece {
            // A character that changes the direction would affect the line
            // around the excerpt.
            if clusters[at].chars().all(turns) {
                continue;
            }
            let is_space = clusters[at].chars().all(char::is_whitespace);
            parts.push(if is_space { " " } else { clusters[at] }, is_marked[at]);
        }
    }
    if shown < clusters.len() {
        parts.push("…", false);
    }
    parts.0
}

/// Chooses the pieces of a text of `length` clusters that are shown, so that they
/// contain the first place of each word.
fn pieces(mut places: Vec<Range<usize>>, length: usize) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let is_near = |places: &[Range<usize>]| {
        places.last().is_none_or(|last| last.end <= places[0].start + EXCERPT_LENGTH - LEADING_LENGTH)
    };
    let count = if is_near(&places) { 1 } else { places.len().min(MAX_PIECES) };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for place in places {
        let start = match pieces.last() {
            Some(last) if place.end <= last.end => continue,
            Some(last) => place.start.saturating_sub(LEADING_LENGTH).max(last.end),
            None => place.start.saturating_sub(LEADING_LENGTH),
        };
        if pieces.len() == count {
            break;
        }
        pieces.push(start..length.min(start + EXCERPT_LENGTH / count));
    }
    pieces
}

/// Parts of an excerpt; adjacent ones of the same kind are joined.
#[derive(Default)]
struct Parts(Vec<HitPart>);

impl Parts {
    fn push(&mut self, text: &str, is_match: bool) {
        match self.0.last_mut() {
            Some(last) if last.is_match == is_match => last.text.push_str(text),
            _ => self.0.push(HitPart { text: text.to_owned(), is_match }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fold;

    /// Returns the excerpt with the marked words in brackets.
    fn marked(text: &str, query: &str) -> Option<String> {
        let (_, hit) = best(&fold::words(query), &[(HitPlace::Message, text)])?;
        let mark = |part: HitPart| if part.is_match { format!("[{}]", part.text) } else { part.text };
        Some(hit.parts.into_iter().map(mark).collect())
    }

    #[test]
    fn the_words_are_marked_as_they_were_written() {
        for (text, query, expected) in [
            ("Where is my ORDER?", "order", "Where is my [ORDER]?"),
            ("আমার বইটি কোথায়?", "বই", "আমার [বই]টি কোথায়?"),
            ("ÉCOLE", "école", "[ÉCOLE]"),
            ("It\u{2019}s a cafe\u{301}", "it's CAFÉ", "[It\u{2019}s] a [cafe\u{301}]"),
            ("নম্বর ১২৩৪৫", "12345", "নম্বর [১২৩৪৫]"),
            ("Number 12345", "১২৩৪৫", "Number [12345]"),
            ("re\u{AD}fund\u{200B}", "refund", "[re\u{AD}fund]\u{200B}"),
            ("the notebook,\n\na refund", "refund notebook", "the [notebook],  a [refund]"),
            ("o\u{fb03}ce", "fic", "o[\u{fb03}c]e"),
            ("<b>order</b>", "<b>", "[<b>]order</b>"),
            ("\u{202E}the order\u{2069}", "order", "the [order]"),
        ] {
            assert_eq!(marked(text, query).as_deref(), Some(expected));
        }
        assert_eq!(marked("x", "y"), None);
        assert_eq!(marked("", "y"), None);
    }

    #[test]
    fn conjuncts_and_emoji_are_marked_and_cut_whole() {
        assert_eq!(marked("ক্ষতি", "ষ").as_deref(), Some("[ক্ষ]তি"));
        assert_eq!(marked("a👩\u{200D}🌾b", "🌾").as_deref(), Some("a[👩\u{200D}🌾]b"));
        let text = format!("{}order{}", "👩\u{200D}🌾".repeat(100), "ক্ষ".repeat(200));
        let excerpt = marked(&text, "order").unwrap_or_default();
        assert_eq!(
            excerpt,
            format!(
                "…{}[order]{}…",
                "👩\u{200D}🌾".repeat(LEADING_LENGTH),
                "ক্ষ".repeat(EXCERPT_LENGTH - LEADING_LENGTH - 5)
            )
        );
    }

    #[test]
    fn a_long_text_is_cut_around_the_words() {
        let text = format!("{}order{}", "a".repeat(100), "b".repeat(500));
        let excerpt = marked(&text, "order").unwrap_or_default();
        assert!(excerpt.starts_with("…aaaa") && excerpt.contains("a[order]b") && excerpt.ends_with("b…"), "{excerpt}");
        assert_eq!(excerpt.chars().count(), EXCERPT_LENGTH + 4);
        let all = "আ".repeat(5_000);
        assert_eq!(marked(&all, &all).map(|excerpt| excerpt.chars().count()), Some(EXCERPT_LENGTH + 3));
    }

    #[test]
    fn words_that_stand_far_apart_are_shown_in_pieces() {
        let text = format!("{}notebook{}refund{}", "a".repeat(100), "b".repeat(500), "c".repeat(100));
        let excerpt = marked(&text, "refund notebook").unwrap_or_default();
        assert!(excerpt.starts_with("…aa") && excerpt.ends_with("cc…"), "{excerpt}");
        assert!(
            excerpt.contains("a[notebook]b") && excerpt.contains("b … b") && excerpt.contains("b[refund]c"),
            "{excerpt}"
        );
    }
}
