//! Numbers in the digits of each language.

use super::language::Language;

/// Returns `text` with its ASCII digits replaced by those of the language.
pub fn localize(text: &str, language: Language) -> String {
    match language {
        Language::En => text.to_owned(),
        Language::Bn => {
            text.chars().map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0x09E6 + digit)).unwrap_or(c)).collect()
        }
    }
}

/// Returns a number in ASCII digits. `to_string` is not used, because its code would
/// make the widget noticeably larger.
pub fn decimal(number: u64) -> String {
    let mut text = if number > 9 { decimal(number / 10) } else { String::new() };
    // One digit.
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// Returns `text` with Bangla digits replaced by ASCII ones, so that it can be read as
/// a number.
pub fn to_ascii(text: &str) -> String {
    let digit = |c: char| char::from_digit(u32::from(c).checked_sub(0x09E6)?, 10);
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Returns the count on a badge: nothing for 0, `99+` from 100 on.
pub fn badge(count: u32, language: Language) -> String {
    match count {
        0 => String::new(),
        1..=99 => localize(&decimal(count.into()), language),
        _ => localize("99+", language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_bangla_in_bangla() {
        assert_eq!(localize("৳ 1290, 18:05", Language::Bn), "৳ ১২৯০, ১৮:০৫");
        assert_eq!(localize("18:05", Language::En), "18:05");
    }

    #[test]
    fn a_number_is_written_in_digits() {
        for number in [0, 9, 10, 305, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn numbers_are_read_in_either_script() {
        assert_eq!(to_ascii("১২ a 5"), "12 a 5");
    }

    #[test]
    fn a_badge_stops_at_99() {
        assert_eq!(badge(0, Language::En), "");
        assert_eq!(badge(99, Language::En), "99");
        assert_eq!(badge(100, Language::En), "99+");
        assert_eq!(badge(100, Language::Bn), "৯৯+");
    }
}
