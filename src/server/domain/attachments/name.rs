//! Cleans the names of attachments.

use crate::model::{attachment::AttachmentKind, text};

/// The maximum length in characters. File systems allow as many bytes.
const MAX_CHARS: usize = 255;

/// Returns the name without folders and without harmful characters. It gets the
/// extension of its kind, so that it is opened as what it is.
pub(super) fn clean(name: &str, kind: AttachmentKind) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Once the characters between a letter and its mark are removed, the two are
    // composed.
    let kept: String = name.chars().filter(|character| !is_harmful(*character)).collect();
    let kept = text::normal(&kept);
    // Windows allows no dot at the end, and phones append some to names that they
    // shorten.
    let kept = kept.trim_matches(|character: char| character == '.' || character.is_whitespace());
    let ending = format!(".{}", kind.extensions()[0]);
    let has_ending = AttachmentKind::of_name(kept) == Some(kind);
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, own)) if has_ending => (stem, format!(".{own}")),
        _ => (kept, ending),
    };
    let stem = if text::is_blank(stem) { "file" } else { stem };
    let room = MAX_CHARS - ending.chars().count();
    [text::cut(stem, room), &ending].concat()
}

/// Returns whether a character is harmful: control characters, those that
/// change the direction of the text after them (a name could seem to have
/// another extension), and those that some system treats specially.
fn is_harmful(character: char) -> bool {
    let turns = matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns || matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

#[cfg(test)]
mod tests {
    use super::{AttachmentKind::*, *};

    /// Attack 16.
    #[test]
    fn a_name_is_a_name_and_nothing_more() {
        for (given, kind, kept) in [
            ("invoice.pdf", Pdf, "invoice.pdf"),
            ("ছবি ১.JPG", Jpeg, "ছবি ১.JPG"),
            ("../../etc/passwd", Txt, "passwd.txt"),
            ("C:\\Users\\mina\\photo.png", Png, "photo.png"),
            ("setup.exe", Pdf, "setup.exe.pdf"),
            ("run.bat", Txt, "run.bat.txt"),
            ("gpj.\u{202E}exe.pdf", Pdf, "gpj.exe.pdf"),
            ("a\r\nSet-Cookie: x\0.png", Png, "aSet-Cookie x.png"),
            (".htaccess", Txt, "htaccess.txt"),
            (".png", Png, "png.png"),
            ("", Webp, "file.webp"),
            ("invoice", Pdf, "invoice.pdf"),
            ("image:1000004242", Jpeg, "image1000004242.jpg"),
            ("photo.jpg.", Jpeg, "photo.jpg"),
            ("photo.jpg. .", Jpeg, "photo.jpg"),
            ("photo.", Png, "photo.png"),
            ("..", Gif, "file.gif"),
            ("\u{200B}\u{2060}.pdf", Pdf, "file.pdf"),
            ("cafe\u{301}.pdf", Pdf, "caf\u{e9}.pdf"),
            ("cafe\u{202E}\u{301}.pdf", Pdf, "caf\u{e9}.pdf"),
        ] {
            assert_eq!(clean(given, kind), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = clean(&format!("{}.pdf", "ক".repeat(1_000)), Pdf);
        assert_eq!(name.chars().count(), 255);
        assert!(name.ends_with("ক.pdf"));
    }
}
