//! `Content-Disposition`: shown or saved, and under which name (RFC 6266).

use axum::http::HeaderValue;

/// Returns the header. It contains the name twice: in ASCII for old programs,
/// and in full.
pub(super) fn disposition(name: &str, is_shown: bool) -> HeaderValue {
    let kind = if is_shown { "inline" } else { "attachment" };
    let ascii: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let text = format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}", percent_encoded(name));
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("attachment"))
}

fn is_plain(character: char) -> bool {
    (character.is_ascii_graphic() || character == ' ') && !matches!(character, '"' | '\\' | '%')
}

/// Encodes a name as RFC 8187 requires: all but letters, digits and a few signs
/// by their bytes.
fn percent_encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(byte.into());
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode_upper([byte]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_in_both_ways() {
        assert_eq!(disposition("a b.pdf", false), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        assert_eq!(disposition("ছ\".png", true), "inline; filename=\"__.png\"; filename*=UTF-8''%E0%A6%9B%22.png");
    }
}
