//! The subject of a conversation, which agents write.

use super::{
    field::{FieldError, Problem},
    text,
};

/// The name of the field in the API.
pub const FIELD: &str = "subject";
/// The longest subject, in characters.
pub const MAX_CHARS: usize = 200;

/// Checks a subject, in the browser before sending and again on the server. It is
/// trimmed and has one line. An empty text removes the subject.
///
/// # Errors
/// If it is too long, or holds a NUL.
pub fn check(text: &str) -> Result<String, Vec<FieldError>> {
    if text.contains('\0') {
        return Err(vec![FieldError::new(FIELD, Problem::Invalid)]);
    }
    let subject = text::tidy_name(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if subject.chars().count() > MAX_CHARS {
        return Err(vec![FieldError::beyond(FIELD, Problem::TooLong, MAX_CHARS as i64)]);
    }
    Ok(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line_of_at_most_200_characters() {
        assert_eq!(check("  A damaged\nbook \t").as_deref(), Ok("A damaged book"));
        assert_eq!(check(" ").as_deref(), Ok(""));
        assert_eq!(check("\u{200B}\u{2060}").as_deref(), Ok(""));
        assert_eq!(check("cafe\u{301}").as_deref(), Ok("caf\u{e9}"));
        assert!(check(&"আ".repeat(200)).is_ok());
        let problem = |text: &str| check(text).map_err(|fields| (fields[0].problem, fields[0].limit));
        assert_eq!(problem(&"আ".repeat(201)), Err((Problem::TooLong, Some(200))));
        assert_eq!(problem("a\0b"), Err((Problem::Invalid, None)));
    }
}
