//! Customers' ratings of conversations.

use serde::{Deserialize, Serialize};

use super::{
    field::{FieldError, Problem, all_errors},
    text,
};
use crate::wire::Read;

/// A customer's rating of a conversation that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Rating {
    /// The rating, from 1 (worst) to 5 (best).
    pub rating: u8,
    /// The customer's comment; may be empty.
    #[serde(default)]
    pub comment: String,
}

impl Rating {
    /// The lowest rating.
    pub const WORST: u8 = 1;
    /// The highest rating.
    pub const BEST: u8 = 5;
    /// The longest comment, in characters.
    pub const MAX_COMMENT_CHARS: usize = 1_000;

    /// Checks a rating, in the browser before sending and again on the server. Returns it with the
    /// comment in normal form.
    ///
    /// # Errors
    /// If the rating is missing or out of its bounds, or if the comment is too long or
    /// holds a NUL.
    pub fn check(rating: Option<i64>, comment: &str) -> Result<Self, Vec<FieldError>> {
        let comment = text::tidy(comment);
        match (check_rating(rating), comment_problem(&comment)) {
            (Ok(rating), None) => Ok(Self { rating, comment }),
            (rating, comment) => Err(all_errors(rating.err(), comment)),
        }
    }
}

fn check_rating(rating: Option<i64>) -> Result<u8, FieldError> {
    let rating = rating.ok_or_else(|| FieldError::new("rating", Problem::Required))?;
    match u8::try_from(rating) {
        Ok(rating @ Rating::WORST..=Rating::BEST) => Ok(rating),
        _ if rating < i64::from(Rating::WORST) => {
            Err(FieldError::beyond("rating", Problem::TooSmall, Rating::WORST.into()))
        }
        _ => Err(FieldError::beyond("rating", Problem::TooLarge, Rating::BEST.into())),
    }
}

fn comment_problem(comment: &str) -> Option<FieldError> {
    if comment.bytes().any(|byte| byte == 0) {
        return Some(FieldError::new("comment", Problem::Invalid));
    }
    let is_too_long = comment.chars().count() > Rating::MAX_COMMENT_CHARS;
    is_too_long.then(|| FieldError::beyond("comment", Problem::TooLong, 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(rating: Option<i64>, comment: &str) -> Vec<(String, Problem)> {
        let errors = Rating::check(rating, comment).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_rating_is_one_to_five() {
        assert_eq!(Rating::check(Some(5), " Quick \n"), Ok(Rating { rating: 5, comment: "Quick".to_owned() }));
        assert_eq!(problems(None, ""), [("rating".to_owned(), Problem::Required)]);
        assert_eq!(problems(Some(0), ""), [("rating".to_owned(), Problem::TooSmall)]);
        assert_eq!(problems(Some(-300), ""), [("rating".to_owned(), Problem::TooSmall)]);
        assert_eq!(problems(Some(6), ""), [("rating".to_owned(), Problem::TooLarge)]);
        assert_eq!(problems(Some(i64::MAX), ""), [("rating".to_owned(), Problem::TooLarge)]);
    }

    #[test]
    fn a_comment_has_its_length_and_all_problems_are_told_at_once() {
        assert!(Rating::check(Some(1), &"আ".repeat(1_000)).is_ok());
        assert!(Rating::check(Some(1), &"x\r\n".repeat(500)).is_ok());
        assert_eq!(Rating::check(Some(1), "\u{200B}").map(|rating| rating.comment), Ok(String::new()));
        let both = problems(None, &"x".repeat(1_001));
        assert_eq!(both, [("rating".to_owned(), Problem::Required), ("comment".to_owned(), Problem::TooLong)]);
        assert_eq!(problems(Some(3), "a\0b"), [("comment".to_owned(), Problem::Invalid)]);
    }
}
