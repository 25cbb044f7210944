//! The size of a file in words.

use crate::model::{attachment::BYTES_OF_MEGABYTE, digits, language::Language};

const BYTES_OF_KILOBYTE: u64 = 1_024;

/// Returns the size in the largest suitable unit: `1.2 MB`, `৩৪০ কেবি`.
pub fn size(bytes: u64, language: Language) -> String {
    let (number, unit) = if bytes == 1 {
        (digits::decimal(bytes), language.pick(" byte", " বাইট"))
    } else if bytes < BYTES_OF_KILOBYTE {
        (digits::decimal(bytes), language.pick(" bytes", " বাইট"))
    } else if bytes < BYTES_OF_MEGABYTE {
        (digits::decimal(bytes.div_ceil(BYTES_OF_KILOBYTE)), language.pick(" KB", " কেবি"))
    } else {
        let tenths = bytes.saturating_mul(10) / BYTES_OF_MEGABYTE;
        let mut number = digits::decimal(tenths / 10);
        if !tenths.is_multiple_of(10) {
            number.push('.');
            number.push_str(&digits::decimal(tenths % 10));
        }
        (number, language.pick(" MB", " এমবি"))
    };
    [&digits::localize(&number, language), unit].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_the_language() {
        let sizes = [1, 1_023, 1_024, 348_000, 1_048_576, 1_300_000, 5 * 1_048_576];
        let english = sizes.map(|bytes| size(bytes, Language::En));
        assert_eq!(english, ["1 byte", "1023 bytes", "1 KB", "340 KB", "1 MB", "1.2 MB", "5 MB"]);
        assert_eq!(size(1_300_000, Language::Bn), "১.২ এমবি");
    }
}
