//! A panic of a program in a browser, as its page reports it.

use serde::Deserialize;

/// Where a program panicked. It has no message, which could contain what a customer wrote.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct PanicReport {
    /// The program: the hash of its JavaScript and its name, such as `0123456789abcdef/widget`.
    pub program: String,
    /// The functions on the stack, the innermost first: each the file, `#`, its number, `@` and the
    /// position in the file, such as `0123456789abcdef/widget#123@0x4567`. Some browsers know only
    /// the number.
    pub stack: Vec<String>,
}

impl PanicReport {
    /// The most functions of a stack.
    pub const MAX_FUNCTIONS: usize = 10;
    /// The most characters of a function, and of a program.
    pub const MAX_CHARACTERS: usize = 80;

    /// Returns whether the report can be what a page sends. The log gets only characters that
    /// cannot be mistaken for the end of a line or a field.
    pub fn is_valid(&self) -> bool {
        let is_short = |text: &str| !text.is_empty() && text.len() <= Self::MAX_CHARACTERS;
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-_".contains(c);
        let is_program = is_short(&self.program) && self.program.chars().all(is_name);
        let is_function = |text: &String| is_short(text) && text.chars().all(|c| is_name(c) || "#@".contains(c));
        is_program && (1..=Self::MAX_FUNCTIONS).contains(&self.stack.len()) && self.stack.iter().all(is_function)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(program: &str, stack: &[&str]) -> PanicReport {
        PanicReport { program: program.to_owned(), stack: stack.iter().map(|&function| function.to_owned()).collect() }
    }

    #[test]
    fn what_browsers_send_is_valid() {
        let program = "0123456789abcdef/widget";
        for function in
            ["fedcba9876543210/widget#123@0x45af", "#123@", "0123456789abcdef/widget-0123456789abcdef#1@0x2"]
        {
            assert!(report(program, &[function]).is_valid(), "{function}");
        }
        assert!(report(program, &["#1@"; PanicReport::MAX_FUNCTIONS]).is_valid());
    }

    #[test]
    fn what_could_forge_a_line_of_the_log_is_not() {
        let (program, function) = ("0123456789abcdef/widget", "#123@");
        let long = "a".repeat(PanicReport::MAX_CHARACTERS + 1);
        for text in ["", "a\nb", "a b", "a=b", "a\"b", "a\u{1b}[31m", "a\u{2028}b", "আড্ডা", "A", "<a>", &long]
        {
            assert!(!report(text, &[function]).is_valid(), "{text}");
            assert!(!report(program, &[function, text]).is_valid(), "{text}");
        }
        assert!(!report(program, &[]).is_valid());
        assert!(!report(program, &[function; PanicReport::MAX_FUNCTIONS + 1]).is_valid());
        assert!(!report(function, &[function]).is_valid());
    }
}
