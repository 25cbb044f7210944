//! An attempt to sign in by the provider, as stored in the browser's cookie.

use sha2::{Digest, Sha256};

use crate::{
    model::place,
    server::domain::{access::sessions::Token, random, random::Random},
};

/// The length of the seed: 256 bits in hexadecimal.
const SEED_CHARS: usize = 64;
/// The maximum length of the page to open after sign-in, in bytes. Longer ones are
/// ignored.
const MAX_RETURN_PATH: usize = 300;

/// Binds the provider's answer to the browser that began the attempt. State, nonce and
/// code verifier are derived from one random seed, of which the provider sees only
/// hashes.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    seed: String,
    next: String,
}

impl Attempt {
    /// Begins an attempt that leads to a page of the console, by default the inbox.
    pub fn new(random: &dyn Random, next: Option<&str>) -> Self {
        let next = place::after_sign_in(next.filter(|next| next.len() <= MAX_RETURN_PATH));
        Self { seed: random::secret(random), next: next.to_owned() }
    }

    /// Reads the attempt from a cookie; none if it is not one.
    pub fn of_cookie(cookie: &str) -> Option<Self> {
        let (seed, next) = cookie.split_once('.')?;
        let is_seed = seed.len() == SEED_CHARS && seed.bytes().all(|byte| byte.is_ascii_hexdigit());
        let next = String::from_utf8(hex::decode(next).ok()?).ok()?;
        is_seed.then(|| Self { seed: seed.to_owned(), next: place::after_sign_in(Some(&next)).to_owned() })
    }

    /// Returns the value of the cookie.
    pub fn cookie(&self) -> Token {
        Token::new(format!("{}.{}", self.seed, hex::encode(&self.next)))
    }

    /// Returns the page of the console to open after sign-in.
    pub fn next(&self) -> &str {
        &self.next
    }

    /// Returns whether the provider has answered this attempt. A hash of the seed is
    /// compared, so the time that this takes reveals nothing useful.
    pub fn has_state(&self, state: &str) -> bool {
        self.state() == state
    }

    pub(super) fn state(&self) -> String {
        self.derive("state")
    }

    pub(super) fn nonce(&self) -> String {
        self.derive("nonce")
    }

    /// Returns the code verifier. It has 64 of the characters that RFC 7636, section
    /// 4.1, allows.
    pub(super) fn verifier(&self) -> String {
        self.derive("verifier")
    }

    fn derive(&self, purpose: &str) -> String {
        hex::encode(Sha256::digest(format!("{purpose}:{}", self.seed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::domain::random::SystemRandom;

    #[test]
    fn an_attempt_is_read_from_its_cookie() {
        let attempt = Attempt::new(&SystemRandom, Some("/console/settings?tab=1"));
        let read = Attempt::of_cookie(attempt.cookie().reveal()).unwrap();
        assert!(read == attempt && read.has_state(&attempt.state()) && read.next() == "/console/settings?tab=1");
        assert!(!read.has_state(&Attempt::new(&SystemRandom, None).state()) && !read.has_state(""));
        let all = [attempt.state(), attempt.nonce(), attempt.verifier(), attempt.seed.clone()];
        assert!(all.iter().enumerate().all(|(n, one)| !all[..n].contains(one)));
        for cookie in ["", ".", "abc.2f", &"0".repeat(64), &format!("{}.zz", "0".repeat(64))] {
            assert!(Attempt::of_cookie(cookie).is_none(), "{cookie}");
        }
    }

    #[test]
    fn no_place_outside_the_console_is_gone_on_to() {
        for next in ["https://evil.example", "//evil.example", "/", "/console/../x", &"/console/".repeat(90)] {
            assert_eq!(Attempt::new(&SystemRandom, Some(next)).next(), "/console/inbox", "{next}");
            let forged = format!("{}.{}", "0".repeat(64), hex::encode(next));
            assert_eq!(Attempt::of_cookie(&forged).unwrap().next(), "/console/inbox", "{next}");
        }
    }
}
