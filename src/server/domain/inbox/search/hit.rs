//! The text around what was found, cut so that it can be marked.

use crate::{
    model::inbox::{Hit, HitPart, HitPlace},
    server::entity::{account, conversation, message},
};

/// How much stands before the words, so that they are seen in a short line.
const BEFORE_CHARS: usize = 24;
/// How much is shown in all.
const MOST_CHARS: usize = 140;

/// The words in what a row itself says.
pub(super) fn in_row(words: &str, row: &conversation::Model, customer: &account::Model) -> Option<Hit> {
    [
        (HitPlace::Name, customer.name.as_str()),
        (HitPlace::Email, &customer.email),
        (HitPlace::Id, row.conversation_id.as_str()),
        (HitPlace::Subject, &row.subject),
    ]
    .into_iter()
    .find_map(|(place, text)| hit(place, text, words))
}

/// The words in a message or in the name of what is attached to it.
pub(super) fn in_message(words: &str, message: &message::Model) -> Option<Hit> {
    let place = if message.is_note { HitPlace::Note } else { HitPlace::Message };
    hit(place, &message.content, words).or_else(|| hit(HitPlace::Attachment, &message.attachment_name, words))
}

fn hit(place: HitPlace, text: &str, words: &str) -> Option<Hit> {
    parts(text, words).map(|parts| Hit { place, parts })
}

/// The text around the first place of the words; none if they are not in it.
fn parts(text: &str, words: &str) -> Option<Vec<HitPart>> {
    let text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let (start, end) = place(&text, words)?;
    let from = start.saturating_sub(BEFORE_CHARS);
    let end = end.min(from + MOST_CHARS);
    let to = text.len().min(from + MOST_CHARS).max(end);
    let cut_before = if from > 0 { "…" } else { "" };
    let cut_after = if to < text.len() { "…" } else { "" };
    let piece = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
    let parts = [
        HitPart { text: format!("{cut_before}{}", piece(from..start)), is_match: false },
        HitPart { text: piece(start..end), is_match: true },
        HitPart { text: format!("{}{cut_after}", piece(end..to)), is_match: false },
    ];
    Some(parts.into_iter().filter(|part| !part.text.is_empty()).collect())
}

/// Where the words begin and end, whatever the case. A letter that folds to
/// several (`İ`) is compared by all of them.
fn place(text: &[char], words: &str) -> Option<(usize, usize)> {
    let fold = |c: char| c.to_lowercase();
    let words: Vec<char> = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).flat_map(fold).collect();
    let folded: Vec<(usize, char)> =
        text.iter().enumerate().flat_map(|(at, c)| fold(*c).map(move |folded| (at, folded))).collect();
    let found = folded.windows(words.len()).find(|window| window.iter().map(|(_, c)| c).eq(&words))?;
    Some((found.first()?.0, found.last()?.0 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt with what is marked in brackets.
    fn marked(text: &str, words: &str) -> Option<String> {
        let mark = |part: HitPart| if part.is_match { format!("[{}]", part.text) } else { part.text };
        parts(text, words).map(|parts| parts.into_iter().map(mark).collect())
    }

    #[test]
    fn the_words_are_marked_as_they_were_written() {
        assert_eq!(marked("Where is my ORDER?", "order").as_deref(), Some("Where is my [ORDER]?"));
        assert_eq!(marked("আমার বইটি কোথায়?", "বই").as_deref(), Some("আমার [বই]টি কোথায়?"));
        assert_eq!(marked("ÉCOLE", "école").as_deref(), Some("[ÉCOLE]"));
        assert_eq!(marked("two\nlines", "o l").as_deref(), Some("tw[o l]ines"));
        assert_eq!(marked("x", "y"), None);
        assert_eq!(marked("", "y"), None);
    }

    #[test]
    fn a_long_text_is_cut_around_the_words() {
        let text = format!("{}order{}", "a".repeat(100), "b".repeat(500));
        let excerpt = marked(&text, "order").unwrap_or_default();
        assert!(excerpt.starts_with("…aaaa") && excerpt.contains("a[order]b") && excerpt.ends_with("b…"), "{excerpt}");
        assert_eq!(excerpt.chars().count(), MOST_CHARS + 4);
        let all = "আ".repeat(5_000);
        assert_eq!(marked(&all, &all).map(|excerpt| excerpt.chars().count()), Some(MOST_CHARS + 3));
    }

    #[test]
    fn markup_is_only_text() {
        assert_eq!(marked("<b>order</b>", "<b>").as_deref(), Some("[<b>]order</b>"));
    }
}
