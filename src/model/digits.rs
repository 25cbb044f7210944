//! Numbers as each language writes them.

use super::language::Language;

/// `text` with its ASCII digits written in the language's own.
pub fn localize(text: &str, language: Language) -> String {
    match language {
        Language::En => text.to_owned(),
        Language::Bn => {
            text.chars().map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0x09E6 + digit)).unwrap_or(c)).collect()
        }
    }
}

/// The count on a badge: nothing for 0, `99+` from 100 on.
pub fn badge(count: u32, language: Language) -> String {
    match count {
        0 => String::new(),
        1..=99 => localize(&count.to_string(), language),
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
    fn a_badge_stops_at_99() {
        assert_eq!(badge(0, Language::En), "");
        assert_eq!(badge(99, Language::En), "99");
        assert_eq!(badge(100, Language::En), "99+");
        assert_eq!(badge(100, Language::Bn), "৯৯+");
    }
}
