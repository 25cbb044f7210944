//! Passwords: which are acceptable, and how they are stored, hashed with
//! argon2id (RFC 9106).

mod hashing;
mod strength;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, Version,
    password_hash::phc::{Output, PasswordHash},
};

pub(in crate::server::domain) use self::strength::check_field;
pub use self::strength::{check, is_guessable};
use crate::{model::credentials::MAX_PASSWORD_CHARS, server::domain::error::DomainError};

/// A hash of an unknown password, made like those of [`hash`].
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBpdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Returns the hash of a password, in PHC format. Takes tens of milliseconds
/// and 19 MiB on purpose.
///
/// # Errors
/// If the hash cannot be made.
pub fn hash(password: &str) -> Result<String, DomainError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| DomainError::Broken("the password could not be hashed"))
}

/// Returns whether a password matches a hash. Without a hash, returns false
/// after the same time, so that the time does not reveal which names exist.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    // Limits the length, so that hashing cannot be used to overload the server.
    if password.chars().count() > MAX_PASSWORD_CHARS {
        return false;
    }
    let hash = PasswordHash::new(stored.unwrap_or(DUMMY_HASH)).ok();
    let matches = hash.and_then(|hash| has_hash(password, &hash)).unwrap_or(false);
    matches && stored.is_some()
}

/// Returns whether a password has a hash; none if the hash is not one of
/// argon2.
fn has_hash(password: &str, stored: &PasswordHash) -> Option<bool> {
    let (salt, expected) = (stored.salt.as_ref()?, stored.hash.as_ref()?);
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = stored.version.map(Version::try_from).transpose().ok()?.unwrap_or_default();
    let argon2 = Argon2::new(algorithm, version, Params::try_from(stored).ok()?);
    let mut computed = vec![0; expected.len()];
    argon2.hash_password_into(password.as_bytes(), salt, &mut computed).ok()?;
    // Compared in constant time.
    Output::new(&computed).ok().map(|computed| computed == *expected)
}

/// Calls [`hash`] on a separate thread.
///
/// # Errors
/// If too many requests wait, or the hash cannot be made.
pub async fn hash_apart(password: String) -> Result<String, DomainError> {
    hashing::on_hashing_thread(move || hash(&password)).await?
}

/// Calls [`verify`] on a separate thread.
///
/// # Errors
/// If too many requests wait, or the server shuts down in the meantime.
pub async fn verify_apart(password: String, stored: Option<String>) -> Result<bool, DomainError> {
    hashing::on_hashing_thread(move || verify(&password, stored.as_deref())).await
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
        // Checking a name that does not exist takes the same work.
        let work = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(work(DUMMY_HASH), work(&stored));
        assert_eq!(has_hash("nobody has this password", &PasswordHash::new(DUMMY_HASH).unwrap()), Some(false));
    }
}
