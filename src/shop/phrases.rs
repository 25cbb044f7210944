//! Sentences with numbers in them, in both languages.

use crate::model::{digits::localize, language::Language};

/// Returns the duration of a rental.
pub fn rental(days: u32, language: Language) -> String {
    let phrase = match language {
        Language::En => format!("Rent {days} days"),
        Language::Bn => format!("{days} দিন ভাড়া"),
    };
    localize(&phrase, language)
}

/// Returns when an order was placed.
pub fn placed(days_ago: u32, language: Language) -> String {
    let phrase = match (language, days_ago) {
        (Language::En, 1) => "Placed yesterday".to_owned(),
        (Language::En, days) => format!("Placed {days} days ago"),
        (Language::Bn, 1) => "গতকাল অর্ডার করা".to_owned(),
        (Language::Bn, days) => format!("{days} দিন আগে অর্ডার করা"),
    };
    localize(&phrase, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_digits_of_the_language() {
        assert_eq!(rental(14, Language::En), "Rent 14 days");
        assert_eq!(rental(14, Language::Bn), "১৪ দিন ভাড়া");
        assert_eq!(placed(29, Language::Bn), "২৯ দিন আগে অর্ডার করা");
        assert_eq!(placed(1, Language::En), "Placed yesterday");
    }
}
