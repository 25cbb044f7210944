//! The page of a shop that a customer writes from.

use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
use super::text;
use crate::wire::Write;

/// The address and the title of a page, as the customer's browser names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Write)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct VisitedPage {
    /// The address; empty if it cannot be followed.
    #[serde(default)]
    pub url: String,
    /// The title; may be empty.
    #[serde(default)]
    pub title: String,
}

impl VisitedPage {
    /// The longest address that is kept, in characters. A longer one is not shortened, because a
    /// part of an address is not a working link.
    pub const MAX_URL: usize = 2_000;
    /// The longest title, in characters; the rest is cut off.
    pub const MAX_TITLE: usize = 300;

    /// Returns the page within its bounds. Any client can send any text here, so an
    /// address that is not of the web, such as a script, is left out.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn bounded(&self) -> Self {
        let url = self.url.trim();
        let is_kept = is_web_address(url) && url.chars().count() <= Self::MAX_URL;
        let title = self.title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        Self {
            url: if is_kept { url.to_owned() } else { String::new() },
            title: text::cut(&text::tidy_name(&title), Self::MAX_TITLE).to_owned(),
        }
    }
}

/// Returns whether an address can be followed without harm: only `http` and `https`.
pub fn is_of_the_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(scheme) && !rest.is_empty()
    })
}

/// Returns whether a text is one address that can be followed without harm.
pub fn is_web_address(text: &str) -> bool {
    is_of_the_web(text) && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(url: &str, title: &str) -> (String, String) {
        let VisitedPage { url, title } = VisitedPage { url: url.to_owned(), title: title.to_owned() }.bounded();
        (url, title)
    }

    #[test]
    fn a_page_of_the_web_is_kept() {
        let (url, title) = bounded(" https://shop.example/books/1?a=b#c ", " Gitanjali\n");
        assert_eq!((url.as_str(), title.as_str()), ("https://shop.example/books/1?a=b#c", "Gitanjali"));
        assert_eq!(bounded("HTTP://shop.example", "").0, "HTTP://shop.example");
    }

    #[test]
    fn an_address_that_could_do_harm_or_leads_nowhere_is_left_out() {
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "java\nscript:alert(1)",
            "//shop.example",
            "/books",
            "https://",
            "https://a b",
            "http://a\0b",
            "",
            "হ",
            &format!("https://{}", "x".repeat(2_000)),
        ] {
            assert_eq!(bounded(url, "").0, "", "{url:?}");
        }
    }

    #[test]
    fn a_title_is_cut() {
        assert_eq!(bounded("", &"আ".repeat(400)).1.chars().count(), 300);
        assert_eq!(bounded("", "a\0b").1, "a b");
    }
}
