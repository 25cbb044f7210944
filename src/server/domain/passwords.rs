//! Passwords, hashed with argon2id (RFC 9106).

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

use super::error::DomainError;
use crate::model::credentials::MAX_PASSWORD_CHARS;

/// The hash of a password, in PHC format. Takes tens of milliseconds and 19
/// MiB on purpose.
///
/// # Errors
/// If the hash cannot be made.
pub fn hash(password: &str) -> Result<String, DomainError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| DomainError::Broken("the password could not be hashed"))
}

/// Whether a password is the one of a hash. Without a hash the answer is no
/// and takes as long, so that time does not tell which names exist.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());
    // Hashing must not become an attack.
    if password.chars().count() > MAX_PASSWORD_CHARS {
        return false;
    }
    let matches = PasswordHash::new(stored.unwrap_or(&NOBODY))
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    matches && stored.is_some()
}

/// [`hash`], beside the threads that answer requests.
///
/// # Errors
/// If the hash cannot be made.
pub async fn hash_apart(password: String) -> Result<String, DomainError> {
    apart(move || hash(&password)).await?
}

/// [`verify`], beside the threads that answer requests.
///
/// # Errors
/// If it is cut off, at the server's end.
pub async fn verify_apart(password: String, stored: Option<String>) -> Result<bool, DomainError> {
    apart(move || verify(&password, stored.as_deref())).await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DomainError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DomainError::Broken("work on a password was cut off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_matches() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse", Some(&stored)));
        assert!(!verify("Correct horse", Some(&stored)));
        assert!(!verify("correct horse", Some("not a hash")));
        assert!(!verify("nobody has this password", None));
    }
}
