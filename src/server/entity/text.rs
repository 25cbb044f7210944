//! Text that people write.

use sea_orm::ActiveValue;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The one way to write what Unicode lets be written in several: composed
/// (NFC). `য়` is one character on some keyboards and two on others; whoever
/// looks for one shall find the other.
pub fn normal(text: &str) -> String {
    text.nfc().collect()
}

/// Makes a text normal that is about to be stored.
pub(super) fn normalize(value: &mut ActiveValue<String>) {
    if let ActiveValue::Set(text) = value
        && !is_nfc(text)
    {
        *text = normal(text);
    }
}
