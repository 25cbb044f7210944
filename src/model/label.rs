//! Labels: words that agents sort conversations by.

use serde::{Deserialize, Serialize};

use super::{
    color::Color,
    field::{FieldError, Problem},
    ids::LabelId,
    text,
};

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// The name.
    pub name: String,
    /// The colour of its dot.
    pub color: Color,
}

/// The name and the colour of a new label, or the new ones of an existing label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LabelDraft {
    /// The name.
    pub name: String,
    /// The colour of its dot.
    pub color: Color,
}

impl LabelDraft {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 40;
    /// The name of the field in which the name is typed.
    pub const NAME: &str = "name";

    /// The colours that are offered. Each can be told from its neighbours, on a light
    /// and on a dark background.
    pub const COLORS: [&str; 8] =
        ["#008B8B", "#007BFF", "#6F42C1", "#D63384", "#DC3545", "#FD7E14", "#28A745", "#6C757D"];

    /// Returns the draft with its name in normal form. The check runs in the browser before the
    /// draft is sent, and again on the server.
    ///
    /// # Errors
    /// If the name is empty, too long, or not a line of text.
    pub fn check(self) -> Result<Self, Vec<FieldError>> {
        let name = text::tidy_name(&self.name);
        let problem = if name.is_empty() {
            FieldError::new(Self::NAME, Problem::Required)
        } else if name.chars().count() > Self::MAX_CHARS {
            FieldError::beyond(Self::NAME, Problem::TooLong, Self::MAX_CHARS as i64)
        } else if name.chars().any(char::is_control) {
            FieldError::new(Self::NAME, Problem::Invalid)
        } else {
            return Ok(Self { name, color: self.color });
        };
        Err(vec![problem])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str) -> Option<Problem> {
        let draft = LabelDraft { name: name.to_owned(), color: Color::PRIMARY };
        draft.check().err().map(|fields| fields[0].problem)
    }

    #[test]
    fn a_name_is_one_short_line() {
        assert_eq!(problem("  ফেরত  "), None);
        assert_eq!(problem(&"আ".repeat(40)), None);
        assert_eq!(problem(" \t"), Some(Problem::Required));
        assert_eq!(problem("\u{3164}\u{200B}"), Some(Problem::Required));
        assert_eq!(problem(&"e\u{301}".repeat(40)), None);
        assert_eq!(problem(&"x".repeat(41)), Some(Problem::TooLong));
        assert_eq!(problem("two\nlines"), Some(Problem::Invalid));
        assert_eq!(problem("nul\0"), Some(Problem::Invalid));
    }

    #[test]
    fn the_colours_that_are_offered_are_colours() {
        assert!(LabelDraft::COLORS.iter().all(|color| color.parse::<Color>().is_ok()));
    }
}
