//! The rules of the texts among the settings.

use crate::model::{
    field::{FieldError, check_text},
    text,
};

/// The form of a text, and its length in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRule {
    form: Form,
    min: usize,
    max: usize,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Paragraphs,
    Line,
}

impl TextRule {
    /// A text of any number of lines.
    pub(super) const fn paragraphs(min: usize, max: usize) -> Self {
        Self { form: Form::Paragraphs, min, max }
    }

    /// A name or another text of one line.
    pub(super) const fn line(min: usize, max: usize) -> Self {
        Self { form: Form::Line, min, max }
    }

    /// Returns the text in normal form.
    pub(super) fn tidy(self, text: &str) -> String {
        match self.form {
            Form::Paragraphs => text::tidy(text),
            Form::Line => text::tidy_name(text),
        }
    }

    /// Checks a text in normal form.
    pub(super) fn check(self, field: &str, text: &str) -> Option<FieldError> {
        check_text(field, text, self.min, self.max)
    }
}
