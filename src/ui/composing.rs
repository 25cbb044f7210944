//! Input methods, with which several keys write one character.

use web_sys::KeyboardEvent;

/// The key code of keys that an input method handles. In Safari only this code tells that Enter
/// ended a composition.
const COMPOSING_KEY: u32 = 229;

/// Returns whether an input method handles the key. Enter then picks a word, and Escape drops it.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == COMPOSING_KEY
}
