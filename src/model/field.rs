//! Problems of the fields of a form. The same checks run in the browser, before a form
//! is sent, and on the server.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::code::code_text;
use crate::wire::Read;

/// The problem of a value. The console and the pages have texts for each problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Problem {
    /// It is missing.
    Required,
    /// It has more characters than [`FieldError::limit`].
    TooLong,
    /// It has fewer characters than [`FieldError::limit`].
    TooShort,
    /// It is less than [`FieldError::limit`].
    TooSmall,
    /// It is more than [`FieldError::limit`].
    TooLarge,
    /// It is not of the kind that the field asks for.
    Invalid,
    /// Another entry already has the value.
    Taken,
    /// It overlaps another one.
    Overlaps,
    /// It is a password that many people use.
    Common,
    /// It is a password that is the name of its account.
    SameAsName,
}

code_text!(Problem, unknown: Invalid);

/// A field and its problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name in the API.
    pub field: String,
    /// The problem.
    pub problem: Problem,
    /// The limit that the value violates, if it violates one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

impl FieldError {
    /// Makes the error of a problem without a bound.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem, limit: None }
    }

    /// Makes the error of a problem with the bound that is broken.
    pub fn beyond(field: &str, problem: Problem, limit: i64) -> Self {
        Self { field: field.to_owned(), problem, limit: Some(limit) }
    }
}

/// Returns the problems of two fields together.
pub fn all_errors(first: Option<FieldError>, second: Option<FieldError>) -> Vec<FieldError> {
    let mut all = Vec::new();
    all.extend(first);
    all.extend(second);
    all
}

/// Checks a text that is already trimmed. It must have from `min` to `max` characters,
/// all of which the databases can store.
pub fn check_text(field: &str, text: &str, min: usize, max: usize) -> Option<FieldError> {
    let characters = text.chars().count();
    let bound = |limit: usize| i64::try_from(limit).unwrap_or(i64::MAX);
    if text.contains('\0') {
        Some(FieldError::new(field, Problem::Invalid))
    } else if characters == 0 && min > 0 {
        Some(FieldError::new(field, Problem::Required))
    } else if characters < min {
        Some(FieldError::beyond(field, Problem::TooShort, bound(min)))
    } else if characters > max {
        Some(FieldError::beyond(field, Problem::TooLong, bound(max)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_in_characters() {
        assert_eq!(check_text("title", "শিপিং", 1, 5), None);
        assert_eq!(check_text("title", "", 0, 5), None);
        assert_eq!(check_text("title", "", 1, 5), Some(FieldError::new("title", Problem::Required)));
        assert_eq!(check_text("title", "ab", 3, 5), Some(FieldError::beyond("title", Problem::TooShort, 3)));
        assert_eq!(check_text("title", "abcdef", 1, 5), Some(FieldError::beyond("title", Problem::TooLong, 5)));
        assert_eq!(check_text("title", "a\0", 1, 5), Some(FieldError::new("title", Problem::Invalid)));
    }
}
