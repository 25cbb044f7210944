//! Checks the fields of a form one by one and collects their problems.

use super::{
    field::{FieldError, Problem, check_text},
    text,
};

/// The problems that were found so far.
#[derive(Clone, Debug, Default)]
pub struct FormCheck(Vec<FieldError>);

impl FormCheck {
    /// Checks a text of one line with at most `most` characters, and returns it in normal form
    /// ([`text::tidy`]). It may be empty.
    pub fn line(&mut self, field: &str, text: &str, most: usize) -> String {
        self.text(field, &text::without_turns(text), most, |c| c.is_control())
    }

    /// Checks a text of several lines with at most `most` characters, and returns it in normal
    /// form. It may be empty.
    pub fn lines(&mut self, field: &str, text: &str, most: usize) -> String {
        self.text(field, text, most, |c| c.is_control() && !matches!(c, '\n' | '\t'))
    }

    /// Refuses an empty text.
    pub fn required(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.add(FieldError::new(field, Problem::Required));
        }
    }

    /// Adds a problem.
    pub fn add(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Returns `value` if no problem was found.
    ///
    /// # Errors
    /// The problems that were found.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }

    fn text(&mut self, field: &str, text: &str, most: usize, refused: impl Fn(char) -> bool) -> String {
        let text = text::tidy(text);
        let is_refused = || text.chars().any(refused).then(|| FieldError::new(field, Problem::Invalid));
        self.0.extend(check_text(field, &text, 0, most).or_else(is_refused));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_collected_in_the_order_of_the_fields() {
        let mut check = FormCheck::default();
        let name = check.line("name", " \u{200B} ", 5);
        check.required("name", &name);
        assert_eq!(check.line("name", "\u{202E}Mina", 4), "Mina");
        check.line("title", "আআআআআআ", 5);
        check.line("line", "a\nb", 5);
        assert_eq!(check.lines("text", " a\r\n\tb ", 4), "a\n\tb");
        assert_eq!(check.line("cafe", "cafe\u{301}", 4), "caf\u{e9}");
        check.lines("nul", "a\0b", 5);
        assert_eq!(
            check.finish(()).unwrap_err(),
            [
                FieldError::new("name", Problem::Required),
                FieldError::beyond("title", Problem::TooLong, 5),
                FieldError::new("line", Problem::Invalid),
                FieldError::new("nul", Problem::Invalid),
            ]
        );
    }
}
