//! Normalises texts for a search, so that differences in spelling which people
//! overlook do not matter.
//!
//! Rows also hold their folded texts (`…_folded`), so that both databases find
//! the same rows. A change here needs a migration that folds all rows again.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::text::is_invisible;

/// Returns `text` in the form that is compared: in lower case, without accents,
/// joiners and other invisible characters, with plain quotes, dashes and
/// digits, and a space for each white space.
///
/// Each grapheme cluster is folded separately, see [`Folded`].
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        push_folded(cluster, &mut folded);
    }
    folded
}

/// Returns the words of a search: folded, the longest first. A word that is part of
/// another one is left out, because it adds nothing.
pub fn words(query: &str) -> Vec<String> {
    let folded = fold(query);
    let mut all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let mut words: Vec<String> = Vec::new();
    for word in all {
        if !words.iter().any(|longer| longer.contains(word)) {
            words.push(word.to_owned());
        }
    }
    words
}

/// A folded text, with the grapheme cluster from which each of its parts came. A
/// match never covers part of a cluster: a Bangla conjunct or an emoji of
/// several characters is marked and cut as a whole.
pub struct Folded<'a> {
    clusters: Vec<&'a str>,
    /// The byte offset in `text` at which each cluster begins.
    starts: Vec<usize>,
    text: String,
}

impl<'a> Folded<'a> {
    /// Folds a text.
    pub fn of(text: &'a str) -> Self {
        let clusters: Vec<&str> = text.graphemes(true).collect();
        let mut folded = Self { starts: Vec::with_capacity(clusters.len()), clusters, text: String::new() };
        for cluster in &folded.clusters {
            folded.starts.push(folded.text.len());
            push_folded(cluster, &mut folded.text);
        }
        folded
    }

    /// Returns the grapheme clusters of the original text.
    pub fn clusters(&self) -> &[&'a str] {
        &self.clusters
    }

    /// Returns whether the text contains a folded word.
    pub fn has(&self, word: &str) -> bool {
        self.text.contains(word)
    }

    /// Returns the places of a folded word, as ranges of clusters.
    pub fn places<'w>(&'w self, word: &'w str) -> impl Iterator<Item = Range<usize>> + 'w {
        let cluster_of = |at: usize| self.starts.partition_point(|start| *start <= at) - 1;
        let found = (!word.is_empty()).then(|| self.text.match_indices(word)).into_iter().flatten();
        found.map(move |(at, word)| cluster_of(at)..cluster_of(at + word.len() - 1) + 1)
    }
}

fn push_folded(cluster: &str, folded: &mut String) {
    if let &[byte] = cluster.as_bytes() {
        folded.push(if byte.is_ascii_whitespace() { ' ' } else { char::from(byte.to_ascii_lowercase()) });
        return;
    }
    if cluster == "\r\n" {
        folded.push(' ');
        return;
    }
    let letters = cluster.chars().filter(|c| !is_invisible(*c)).map(plain).nfkd().filter(|c| !is_accent(*c));
    let mut small = String::with_capacity(cluster.len());
    for letter in letters.flat_map(char::to_lowercase) {
        match base(letter) {
            Some(base) => small.push_str(base),
            None => small.push(if letter.is_whitespace() { ' ' } else { letter }),
        }
    }
    folded.extend(small.nfc());
}

/// Returns the keyboard character for a typographic quote or dash.
fn plain(character: char) -> char {
    match character {
        '\u{60}' | '\u{B4}' | '\u{2BC}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2035}' | '\u{FF07}' => '\'',
        '\u{AB}' | '\u{BB}' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{2036}' | '\u{FF02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Returns whether a character is a mark on a letter that people leave out: European
/// accents, Hebrew points, Arabic vowels. The vowel signs of Bangla and related scripts
/// are letters.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Returns the letter as which a small letter without a decomposition is
/// compared.
fn base(letter: char) -> Option<&'static str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    Some(match letter {
        '\u{9E6}'..='\u{9EF}' => DIGITS[letter as usize - 0x9E6],
        // Formerly written as `ত`, `্` and a joiner.
        'ৎ' => "ত\u{9CD}",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_are_folded_alike() {
        for (one, other) in [
            ("it's", "It\u{2019}s"),
            ("it's", "it\u{2BC}s"),
            ("\"quoted\"", "\u{201C}Quoted\u{201D}"),
            ("\"quoted\"", "\u{AB}quoted\u{BB}"),
            ("e-mail", "E\u{2011}mail"),
            ("cafe", "Caf\u{e9}"),
            ("cafe", "cafe\u{301}"),
            ("istanbul", "\u{130}STANBUL"),
            ("strasse", "Stra\u{df}e"),
            ("lodz", "\u{141}\u{f3}d\u{17a}"),
            ("12345", "১২৩৪৫"),
            ("12345", "１２３４５"),
            ("\u{9df}", "\u{9af}\u{9bc}"),
            ("\u{9dc}\u{9dd}", "\u{9a1}\u{9bc}\u{9a2}\u{9bc}"),
            ("কো", "ক\u{9c7}\u{9be}"),
            ("কৌ", "ক\u{9c7}\u{9d7}"),
            ("র্য", "র\u{200D}\u{9cd}য"),
            ("উৎসব", "উত\u{9cd}\u{200D}সব"),
            ("ক্ষ", "ক্\u{200C}ষ"),
            ("refund", "re\u{AD}fu\u{200B}nd"),
            ("❤", "❤\u{FE0F}"),
            ("👩🌾", "👩\u{200D}🌾"),
            ("office", "o\u{fb03}ce"),
            ("a b", "a\u{a0}b"),
            ("a b", "a\r\nb"),
            ("σας", "ΣΑΣ"),
            ("مرحبا", "مَرْحَبًا"),
        ] {
            assert_eq!(fold(one), fold(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn different_letters_stay_different() {
        for (one, other) in [("ড", "ড\u{9bc}"), ("কি", "কী"), ("ক", "কা"), ("a", "b"), ("ন", "ণ")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn folding_is_idempotent() {
        for text in ["It’s Café ১২", "ক্ষ য় কো উৎসব", "ﬃ İ ẞ", "👩\u{200D}🌾 ok\r\n\r\nx"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
        }
    }

    #[test]
    fn the_words_of_a_search_say_each_thing_once() {
        assert_eq!(words(" Refund\n notebook  note "), ["notebook", "refund"]);
        assert_eq!(words("a\u{200B} A a"), ["a"]);
        assert_eq!(words(" \u{200D} "), [""; 0]);
    }

    #[test]
    fn a_word_is_found_in_whole_clusters() {
        let folded = Folded::of("Re\u{301}fund\u{200B} ক্ষতি 👩\u{200D}🌾");
        let marked = |word: &str| -> Vec<String> {
            folded.places(word).map(|range| folded.clusters()[range].concat()).collect()
        };
        assert_eq!(marked("ef"), ["e\u{301}f"]);
        assert_eq!(marked("ষ"), ["ক্ষ"]);
        assert_eq!(marked("🌾"), ["👩\u{200D}🌾"]);
        assert_eq!(marked("x"), [""; 0]);
    }
}
