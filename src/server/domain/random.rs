//! Randomness, from outside.

use rand::{TryRngCore, rngs::OsRng};

use crate::model::ids::ConversationId;

/// A source of bytes that nobody can guess.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's cryptographic source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    /// # Panics
    /// If the operating system has no randomness to give: no secret could be
    /// made, and going on would be worse.
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "without randomness there is nothing safe to do")]
        OsRng.try_fill_bytes(bytes).expect("the operating system gives randomness");
    }
}

/// Digits and capitals without those that look alike (Crockford's base 32), so
/// that an id can be read out on the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `length` characters of five random bits each.
pub fn characters(random: &dyn Random, length: usize) -> String {
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// A secret of 256 bits, in hexadecimal.
pub fn secret(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

/// A new conversation's id: 60 random bits.
///
/// # Errors
/// Never, as the characters are those that an id may have.
pub fn conversation_id(random: &dyn Random) -> Result<ConversationId, crate::model::ids::InvalidId> {
    format!("{}{}", ConversationId::PREFIX, characters(random, ConversationId::RANDOM_LENGTH)).parse()
}
