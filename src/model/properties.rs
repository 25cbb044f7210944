//! What holds for every text, whatever a person or a program writes.

use proptest::prelude::*;

use super::{
    ids::{ClientId, ConversationId},
    language::Language,
    page::{VisitedPage, is_of_the_web},
    text,
};
use crate::made_up::pattern;

/// Any characters, often those that have more than one spelling.
fn any_text() -> impl Strategy<Value = String> {
    pattern(
        "(\\PC|[\r\n\t\u{0}]|[\u{200B}\u{2060}\u{3164}\u{2800}\u{202E}\u{2066}\u{2069}]|e\u{301}|\u{9A1}\u{9BC}|[ ]){0,40}",
    )
}

proptest! {
    #[test]
    fn a_text_is_normal_after_one_step(given in any_text()) {
        for step in [text::normal, text::tidy, text::tidy_name, text::without_turns] {
            let once = step(&given);
            prop_assert_eq!(step(&once), once.clone(), "{:?}", given);
        }
        prop_assert!(!text::normal(&given).contains('\r'));
    }

    #[test]
    fn a_cut_text_is_its_beginning(given in any_text(), most in 0_usize..50) {
        let cut = text::cut(&given, most);
        prop_assert!(given.starts_with(cut) && cut.chars().count() <= most);
    }

    #[test]
    fn a_header_of_languages_names_one_or_none(header in pattern("(en|bn|fr|[*]|-[A-Z]{2}|;q=|[0-9.]{1,4}|,| |\\PC){0,16}")) {
        let _ = (Language::from_accept_language(&header), Language::from_tag(&header));
    }

    #[test]
    fn a_language_that_is_named_alone_is_picked(weight in 1_u32..=1000, others in pattern("(fr|de|es)(;q=0[.][0-9])?")) {
        for language in Language::ALL {
            let header = format!("{others}, {language};q={}", f64::from(weight) / 1_000.0);
            prop_assert_eq!(Language::from_accept_language(&header), Some(language), "{}", header);
        }
    }

    #[test]
    fn an_id_is_written_as_it_was_read(given in pattern("CONV-[0-9A-Z]{10,14}|[ -~]{0,70}|\\PC{0,20}")) {
        if let Ok(id) = given.parse::<ConversationId>() {
            prop_assert_eq!(id.as_str(), given.as_str());
        }
        if let Ok(id) = given.parse::<ClientId>() {
            prop_assert_eq!(id.as_str(), given.as_str());
        }
    }

    #[test]
    fn a_visited_page_is_bounded(url in pattern("(https?://|javascript:|[a-z./?#@:]|\\PC){0,60}"), title in any_text()) {
        let bounded = VisitedPage { url: url.repeat(200), title: title.repeat(200) }.bounded();
        prop_assert!(bounded.url.is_empty() || is_of_the_web(&bounded.url), "{:?}", bounded.url);
        prop_assert!(bounded.url.chars().count() <= 2_048 && bounded.title.chars().count() <= 2_048);
    }
}
