//! Checks of the name and the password to sign in with.

use super::{
    field::{FieldError, Problem},
    text,
};

/// The fewest characters of a password.
pub const MIN_PASSWORD_CHARS: usize = 10;
/// The most characters of a password. Each one costs time when it is hashed.
pub const MAX_PASSWORD_CHARS: usize = 1_000;
/// The most characters of a name, as many as its column holds.
pub const MAX_USERNAME_CHARS: usize = 150;

/// Why a name or a password cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The name is empty, invisible, or has spaces or control characters in it.
    #[error("a name has 1 to {MAX_USERNAME_CHARS} characters and no spaces")]
    Username,
    /// The password is too short or too long.
    #[error("a password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters")]
    Password,
    /// The password is a common one, or easy to guess.
    #[error("this password is one of the most common ones, or easy to guess; choose another")]
    CommonPassword,
    /// The password is the username.
    #[error("a password must be different from the username")]
    PasswordIsName,
}

/// Checks a username.
///
/// # Errors
/// If the text cannot be a name.
pub fn check_username(text: &str) -> Result<(), CredentialError> {
    let fits = (1..=MAX_USERNAME_CHARS).contains(&text.chars().count());
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control()) && !text::is_blank(text);
    if fits && is_plain { Ok(()) } else { Err(CredentialError::Username) }
}

/// Checks the length of a new password. The server checks the other rules, because it
/// has the list of common passwords (`server::domain::access::passwords::check`).
///
/// # Errors
/// If it is too short or too long.
pub fn check_password(text: &str) -> Result<(), CredentialError> {
    let fits = (MIN_PASSWORD_CHARS..=MAX_PASSWORD_CHARS).contains(&text.chars().count());
    if fits { Ok(()) } else { Err(CredentialError::Password) }
}

/// Checks the length of a new password in the field `field` of a form.
///
/// # Errors
/// Returns the problem of the password.
pub fn check_new_password(field: &str, password: &str) -> Result<(), Vec<FieldError>> {
    let limit = |chars: usize| i64::try_from(chars).unwrap_or(i64::MAX);
    if password.is_empty() {
        Err(vec![FieldError::new(field, Problem::Required)])
    } else if password.chars().count() < MIN_PASSWORD_CHARS {
        Err(vec![FieldError::beyond(field, Problem::TooShort, limit(MIN_PASSWORD_CHARS))])
    } else if check_password(password).is_err() {
        Err(vec![FieldError::beyond(field, Problem::TooLong, limit(MAX_PASSWORD_CHARS))])
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_any_script_but_in_one_word() {
        for name in ["admin", "nadia.rahman", "রকমারি", "a@b.example"] {
            assert_eq!(check_username(name), Ok(()), "{name}");
        }
        for name in ["", "two words", "tab\t", "nul\0", "\u{200B}\u{3164}", &"x".repeat(151)] {
            assert_eq!(check_username(name), Err(CredentialError::Username), "{name}");
        }
    }

    #[test]
    fn a_password_is_counted_in_characters() {
        assert_eq!(check_password("গোপনকথা১২৩"), Ok(()));
        assert_eq!(check_password("গোপনকথা১২"), Err(CredentialError::Password));
        assert_eq!(check_password(&"x".repeat(1_001)), Err(CredentialError::Password));
    }

    #[test]
    fn a_form_says_what_is_wrong_with_a_password() {
        let problem = |password: &str| check_new_password("password", password).map_err(|errors| errors[0].problem);
        assert_eq!(problem("গোপনকথা১২৩"), Ok(()));
        assert_eq!(problem(""), Err(Problem::Required));
        assert_eq!(problem("গোপনকথা১২"), Err(Problem::TooShort));
        assert_eq!(problem(&"x".repeat(1_001)), Err(Problem::TooLong));
    }
}
