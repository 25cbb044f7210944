//! Brings text that people write into normal form, in which it is counted, stored, searched and
//! exported.
//!
//! Every check of a field starts with [`tidy`], in the browser and on the
//! server, so that both count the same characters. The tables' rows are brought
//! into the same form again before they are stored (`server::entity::text`).

/// Returns `text` as a field holds it: in the form of [`normal`], without white space
/// around it, and empty if none of its characters is visible.
pub fn tidy(text: &str) -> String {
    if is_blank(text) { String::new() } else { normal(text).trim().to_owned() }
}

/// Returns `text` as a field of one line holds it, such as a name: [`tidy`], and
/// without characters that turn the direction of the text around it.
pub fn tidy_name(text: &str) -> String {
    tidy(&without_turns(text))
}

/// Returns `text` without the characters that open and close a change of direction
/// (embeddings, overrides, isolates). A change that is left open, or a close without an
/// opening, would turn the text that follows. The marks that set the direction of a
/// single place stay.
pub fn without_turns(text: &str) -> String {
    text.chars().filter(|c| !turns(*c)).collect()
}

/// Returns whether a character opens or closes a change of direction.
pub fn turns(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns a name or a text for a sentence or a line without markup. It is isolated from the text
/// around it (U+2068 … U+2069) if it has letters that are read from the right. So an Arabic name
/// does not change places with the time after it.
pub fn isolated(text: &str) -> String {
    let text = without_turns(text);
    if text.chars().any(reads_from_right) { ["\u{2068}", &text, "\u{2069}"].concat() } else { text }
}

/// Returns whether a character belongs to a script that is read from the right
/// (the blocks that Unicode reserves for such scripts), or is a mark of that
/// direction.
fn reads_from_right(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Returns `text` in Unicode's composed form (NFC), with `\n` as its only line
/// end. Forms and some clients send `\r\n`; keyboards differ in how they write
/// letters such as `é` and `য়`.
pub fn normal(text: &str) -> String {
    if text.is_ascii() && !text.contains('\r') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => plain.push('\n'),
            other => plain.push(other),
        }
    }
    compose(&plain)
}

/// Returns `text` in NFC. The browser has the tables of Unicode, so the bundles
/// carry none.
fn compose(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).normalize("NFC").into();
    #[cfg(not(target_arch = "wasm32"))]
    {
        use unicode_normalization::UnicodeNormalization;
        text.nfc().collect()
    }
}

/// Returns the beginning of `text`: at most `most` characters, without cutting a
/// letter, conjunct or emoji. Only a first grapheme cluster that is longer than that is
/// cut.
#[cfg(not(target_arch = "wasm32"))]
pub fn cut(text: &str, most: usize) -> &str {
    use unicode_segmentation::UnicodeSegmentation;
    let (mut end, mut characters) = (0, 0);
    for cluster in text.graphemes(true) {
        characters += cluster.chars().count();
        if characters > most {
            break;
        }
        end += cluster.len();
    }
    if end == 0 {
        end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    }
    &text[..end]
}

/// Returns whether `text` has no visible character: it is empty, or has only white
/// space, control characters and invisible characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Returns whether a character is invisible: it has the property `Default_Ignorable_Code_Point`
/// (Unicode 17, DerivedCoreProperties), or is drawn as an empty space.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        // Blank: an empty Braille cell, marks of annotations, fillers.
        | '\u{2800}' | '\u{FFF9}'..='\u{FFFB}' | '\u{16FE4}' | '\u{1D159}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_letters_have_one_spelling() {
        for (typed, kept) in [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("a\r\r\nb", "a\n\nb"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("\u{9df} \u{9dc} \u{9dd}", "\u{9af}\u{9bc} \u{9a1}\u{9bc} \u{9a2}\u{9bc}"),
            ("ক\u{9c7}\u{9be}", "কো"),
            ("ক\u{9c7}\u{9d7}", "কৌ"),
            ("plain", "plain"),
        ] {
            assert_eq!(normal(typed), kept, "{typed:?}");
        }
        assert_eq!(tidy(" \r\n two\r\nlines \r\n"), "two\nlines");
    }

    #[test]
    fn invisible_text_is_empty() {
        let invisible = [
            "",
            " \t\r\n",
            "\0",
            "\u{85}",
            "\u{A0}",
            "\u{AD}",
            "\u{34F}",
            "\u{61C}",
            "\u{115F}",
            "\u{1160}",
            "\u{1680}",
            "\u{17B4}",
            "\u{17B5}",
            "\u{180B}",
            "\u{180E}",
            "\u{200B}",
            "\u{200C}",
            "\u{200D}",
            "\u{200E}",
            "\u{200F}",
            "\u{2028}",
            "\u{2029}",
            "\u{202A}",
            "\u{202E}",
            "\u{202F}",
            "\u{205F}",
            "\u{2060}",
            "\u{2064}",
            "\u{2066}",
            "\u{2069}",
            "\u{206F}",
            "\u{2800}",
            "\u{3000}",
            "\u{3164}",
            "\u{FE00}",
            "\u{FE0F}",
            "\u{FEFF}",
            "\u{FFA0}",
            "\u{FFF9}",
            "\u{1D173}",
            "\u{E0001}",
            "\u{E0020}",
            "\u{E007F}",
            "\u{E0100}",
            "\u{E01EF}",
            " \u{200B}\u{2060}\u{3164} \u{2800}",
        ];
        for text in invisible {
            assert!(is_blank(text) && tidy(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_name_turns_nothing_around_it() {
        assert_eq!(tidy_name(" \u{202E}Mina\u{2069} "), "Mina");
        assert_eq!(tidy_name("\u{2066}\u{202D}"), "");
        assert_eq!(without_turns("\u{202E}gpj\u{202C}.exe\u{2068}"), "gpj.exe");
        assert_eq!(isolated("Mina"), "Mina");
        assert_eq!(isolated("\u{202E}নাদিয়া"), "নাদিয়া");
        assert_eq!(isolated("سارة 1"), "\u{2068}سارة 1\u{2069}");
        assert_eq!(isolated("\u{2069}שרה\u{202E}"), "\u{2068}שרה\u{2069}");
        assert_eq!(isolated("\u{200F}1"), "\u{2068}\u{200F}1\u{2069}");
    }

    #[test]
    fn a_cut_leaves_letters_whole() {
        for (text, most, kept) in [
            ("short", 9, "short"),
            ("abcdef", 3, "abc"),
            ("বইয়ের ক্ষতি", 9, "বইয়ের "),
            ("a👩\u{200D}🌾b", 3, "a"),
            ("a👩\u{200D}🌾b", 4, "a👩\u{200D}🌾"),
            ("কো", 1, "ক"),
            ("e\u{301}\u{301}\u{301}", 2, "e\u{301}"),
            ("", 3, ""),
        ] {
            assert_eq!(cut(text, most), kept, "{text:?}");
        }
    }

    #[test]
    fn invisible_characters_between_others_stay() {
        for text in ["র\u{200D}্য", "می\u{200C}خواهم", "❤\u{FE0F}", "👩\u{200D}🌾", "\u{200F}שלום", "x\u{AD}y", "০", "।"]
        {
            assert_eq!(tidy(text), text);
        }
    }
}
