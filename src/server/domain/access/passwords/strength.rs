//! Decides which passwords are acceptable: the same for an invitation, a reset, a
//! change, the command line and the configuration.

use sha2::{Digest, Sha256};

use crate::{
    model::{
        credentials::{CredentialError, check_new_password, check_password},
        field::{FieldError, Problem},
        text,
    },
    server::domain::error::DomainError,
};

/// How many bytes of each hash are kept. An uncommon password has the same bytes as one
/// in the list once in 300 million cases.
const HASH_BYTES: usize = 5;
/// The first bytes of the SHA-256 hashes of common passwords in lower case, sorted.
/// They are the passwords of ten characters or more among the most common 30,000 of
/// published leaks, and the most common shorter ones with usual additions (`123`,
/// `2025`, `!`). Shorter passwords are refused anyway.
const COMMON: &[u8] = include_bytes!("common.bin");
/// The maximum length of a unit, in characters. A text that only repeats one is refused.
const MAX_UNIT: usize = 4;

/// Checks a new password of the account `username`.
///
/// # Errors
/// If it is too short or too long, the name itself, or easy to guess.
pub fn check(password: &str, username: &str) -> Result<(), CredentialError> {
    check_password(password)?;
    let folded = |text: &str| text::tidy(text).to_lowercase();
    if folded(password) == folded(username) {
        return Err(CredentialError::PasswordIsName);
    }
    if is_guessable(password) { Err(CredentialError::CommonPassword) } else { Ok(()) }
}

/// Checks a new password in the field `field` of a form.
///
/// # Errors
/// If it is not acceptable; the error names the problem of the field.
pub(in crate::server::domain) fn check_field(field: &str, password: &str, username: &str) -> Result<(), DomainError> {
    check_new_password(field, password).map_err(DomainError::Fields)?;
    check(password, username).map_err(|error| {
        let problem = match error {
            CredentialError::PasswordIsName => Problem::SameAsName,
            CredentialError::CommonPassword => Problem::Common,
            CredentialError::Username | CredentialError::Password => Problem::Invalid,
        };
        DomainError::Fields(vec![FieldError::new(field, problem)])
    })
}

/// Returns whether a password or a secret is easy to guess: one of the common ones,
/// ignoring case, or a few characters repeated.
pub fn is_guessable(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let digest = Sha256::digest(lower.as_bytes());
    let (hashes, _) = COMMON.as_chunks::<HASH_BYTES>();
    let is_common = hashes.binary_search_by(|hash| hash[..].cmp(&digest[..HASH_BYTES])).is_ok();
    is_common || repeats(&lower)
}

fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_unit = |length: usize| chars.iter().zip(chars.iter().skip(length)).all(|(first, next)| first == next);
    (1..=MAX_UNIT).any(is_unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_without_doubles() {
        let (hashes, rest) = COMMON.as_chunks::<HASH_BYTES>();
        assert!(rest.is_empty() && hashes.len() > 3_000, "{}", hashes.len());
        assert!(hashes.is_sorted_by(|first, second| first < second));
    }

    /// Attack 43.
    #[test]
    fn common_passwords_are_refused_however_they_are_written() {
        for password in [
            "1234567890",
            "qwertyuiop",
            "password123",
            "Password123",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "iloveyou123",
            "admin12345",
            "aaaaaaaaaa",
            "1212121212",
            "abcabcabcabc",
            "          ",
        ] {
            assert_eq!(check(password, "nadia"), Err(CredentialError::CommonPassword), "{password}");
        }
        for password in ["a long password", "correct horse battery", "গোপনকথা১২৩", "nadia nadia!", "Tq7#pLm2xZ"]
        {
            assert_eq!(check(password, "nadia"), Ok(()), "{password}");
        }
    }

    #[test]
    fn the_name_is_refused_as_a_password() {
        for password in ["nadia.rahman", "Nadia.Rahman", " nadia.rahman "] {
            assert_eq!(check(password, "nadia.rahman"), Err(CredentialError::PasswordIsName), "{password}");
        }
        assert_eq!(check("nadia.rahman!", "nadia.rahman"), Ok(()));
    }

    #[test]
    fn a_form_says_which_rule_is_broken() {
        let problem = |password: &str| match check_field("password", password, "nadia.rahman") {
            Err(DomainError::Fields(fields)) => Some(fields[0].problem),
            _ => None,
        };
        assert_eq!(problem(""), Some(Problem::Required));
        assert_eq!(problem("ninechars"), Some(Problem::TooShort));
        assert_eq!(problem("qwertyuiop"), Some(Problem::Common));
        assert_eq!(problem("nadia.rahman"), Some(Problem::SameAsName));
        assert_eq!(problem("ten chars!"), None);
    }
}
