//! The rules of the texts among the settings.

use crate::model::{
    field::{FieldError, Problem, check_text},
    page, text,
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
    WebAddress,
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

    /// The address of a page that a link can lead to: `http` or `https`.
    pub(super) const fn web_address(min: usize, max: usize) -> Self {
        Self { form: Form::WebAddress, min, max }
    }

    /// Returns the text in normal form.
    pub(super) fn tidy(self, text: &str) -> String {
        match self.form {
            Form::Paragraphs => text::tidy(text),
            Form::Line | Form::WebAddress => text::tidy_name(text),
        }
    }

    /// Checks a text in normal form.
    pub(super) fn check(self, field: &str, text: &str) -> Option<FieldError> {
        let is_wrong = matches!(self.form, Form::WebAddress) && !text.is_empty() && !page::is_web_address(text);
        check_text(field, text, self.min, self.max)
            .or_else(|| is_wrong.then(|| FieldError::new(field, Problem::Invalid)))
    }
}
