//! Properties that hold for every text, whatever a person or a program writes.

use proptest::prelude::*;

use super::{
    browser,
    ids::{ClientId, ConversationId},
    language::Language,
    page::{VisitedPage, is_of_the_web},
    text,
};
use crate::generated_inputs::{any_bytes, pattern};

/// Generates any characters, often those that have more than one spelling.
fn any_text() -> impl Strategy<Value = String> {
    pattern(
        "(\\PC|[\r\n\t\u{0}]|[\u{200B}\u{2060}\u{3164}\u{2800}\u{202E}\u{2066}\u{2069}]|e\u{301}|\u{9A1}\u{9BC}|[ ]){0,40}",
    )
}

fn is_normal_after_one_step(given: &str) {
    for step in [text::normal, text::tidy, text::tidy_name, text::without_turns] {
        let once = step(given);
        assert_eq!(step(&once), once, "{given:?}");
    }
    assert!(!text::normal(given).contains('\r'));
}

/// Checks the bounds of a visited page, and returns whether its address is kept.
fn is_bounded(url: String, title: String) -> bool {
    let bounded = VisitedPage { url, title }.bounded();
    assert!(bounded.url.is_empty() || is_of_the_web(&bounded.url), "{:?}", bounded.url);
    assert!(bounded.url.chars().count() <= VisitedPage::MAX_URL, "{:?}", bounded.url);
    assert!(bounded.title.chars().count() <= VisitedPage::MAX_TITLE, "{:?}", bounded.title);
    assert!(!bounded.title.chars().any(|c| c.is_control() || text::turns(c)), "{:?}", bounded.title);
    !bounded.url.is_empty()
}

proptest! {
    #[test]
    fn a_text_is_normal_after_one_step(given in any_text()) {
        is_normal_after_one_step(&given);
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
        is_bounded(url.repeat(200), title.repeat(200));
    }
}

#[test]
fn any_bytes_as_text() {
    let words =
        ["\r\n", "\r", "\u{202E}", "\u{2069}", "\u{200B}", "\u{3164}", "e\u{301}", "\u{9A1}\u{9BC}", "ক\u{9CD}", "👩‍🚀"];
    any_bytes("text", &words, |bytes| {
        let given = String::from_utf8_lossy(bytes);
        is_normal_after_one_step(&given);
        let most = bytes.len() % 50;
        let cut = text::cut(&given, most);
        assert!(given.starts_with(cut) && cut.chars().count() <= most);
        !text::is_blank(&given)
    });
}

/// The first line is the address, the rest the title.
#[test]
fn any_bytes_as_page() {
    let words = ["http://", "https://", "HTTPS://", "javascript:", "data:", "\n", "\r", " ", "\u{202E}", "/", "?", "#"];
    any_bytes("page", &words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (url, title) = text.split_once('\n').unwrap_or((&text, ""));
        is_bounded(url.to_owned(), title.to_owned())
    });
}

#[test]
fn any_bytes_as_language() {
    let words = ["en", "bn", "fr", "bn-BD", "*", ";q=", ";Q=0.5", ",", "0.1", "1.0", " ", ";level=1"];
    any_bytes("language", &words, |bytes| {
        let header = String::from_utf8_lossy(bytes);
        let picked = Language::from_accept_language(&header);
        if let Some(language) = picked {
            let lower = header.to_ascii_lowercase();
            assert!(lower.contains(language.code()) || lower.contains('*'), "{header:?} does not name {language}");
        }
        assert!(
            Language::from_tag(&header).is_none_or(|language| header.to_ascii_lowercase().contains(language.code()))
        );
        picked.is_some()
    });
}

#[test]
fn any_bytes_as_id() {
    any_bytes("id", &["CONV-", "-", " ", "0123456789AB"], |bytes| {
        let given = String::from_utf8_lossy(bytes);
        let (conversation, client) = (given.parse::<ConversationId>().ok(), given.parse::<ClientId>().ok());
        assert!(conversation.as_ref().is_none_or(|id| id.as_str() == given));
        assert!(client.as_ref().is_none_or(|id| id.as_str() == given && given.len() <= ClientId::MAX_LENGTH));
        conversation.is_some()
    });
}

#[test]
fn any_bytes_as_user_agent() {
    let words =
        ["Mozilla/5.0 ", "Firefox/", "Chrome/", "Safari/", "Edg/", "Windows", "Android", "iPhone", "Mac OS X", "FBAN"];
    any_bytes("user_agent", &words, |bytes| {
        let place = browser::describe(&String::from_utf8_lossy(bytes));
        assert!(place.chars().count() <= 64 && place.is_ascii(), "{place:?}");
        !place.is_empty()
    });
}
