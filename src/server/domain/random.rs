//! Randomness, as a dependency that tests can replace.

use rand::{TryRngCore, rngs::OsRng};

use crate::model::ids::ConversationId;

/// A source of unpredictable bytes.
pub trait Random: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's cryptographic source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    /// # Panics
    /// If the operating system returns no random bytes, because secrets could
    /// then be predicted.
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "without randomness there is nothing safe to do")]
        OsRng.try_fill_bytes(bytes).expect("the operating system gives randomness");
    }
}

/// Digits and capitals without those that look alike (Crockford's base 32), so
/// that an id can be read out on the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns `length` characters of five random bits each.
pub fn characters(random: &dyn Random, length: usize) -> String {
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Returns a secret of 256 bits, in hexadecimal.
pub fn secret(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

/// Returns an id for a new conversation: 60 random bits.
///
/// # Errors
/// Never, because the characters are valid in an id.
pub fn conversation_id(random: &dyn Random) -> Result<ConversationId, crate::model::ids::InvalidId> {
    format!("{}{}", ConversationId::PREFIX, characters(random, ConversationId::RANDOM_LENGTH)).parse()
}
