//! The books that the shop sells.

mod books;
mod price;

pub use books::BOOKS;
pub use price::{RENTAL_DAYS, taka};

use super::bilingual::Bilingual;
use crate::model::language::Language;

/// A book on the shelf. Its slug is also the class of its cover's colours in
/// `style/shop/_covers.scss`.
#[derive(Debug)]
pub struct Book {
    /// Its place in addresses: `/books/{slug}`.
    pub slug: &'static str,
    /// The title.
    pub title: Bilingual,
    /// The author.
    pub author: Bilingual,
    /// The original language, which is also the language of the cover.
    pub written_in: Language,
    /// The year of the first edition.
    pub year: u16,
    /// The price, in taka.
    pub price: u32,
    /// Two sentences about it.
    pub blurb: Bilingual,
    /// The drawing on its cover, an SVG element.
    pub motif: &'static str,
}

impl Book {
    /// Returns the address of its page.
    pub fn address(&self) -> String {
        format!("/books/{}", self.slug)
    }
}

/// Returns the book with a slug, if the shop has it.
pub fn find(slug: &str) -> Option<&'static Book> {
    BOOKS.iter().find(|book| book.slug == slug)
}

/// Returns the `count` books after this one; the first follows the last.
pub fn neighbours(book: &Book, count: usize) -> impl Iterator<Item = &'static Book> {
    let next = BOOKS.iter().position(|other| other.slug == book.slug).map_or(0, |place| place + 1);
    BOOKS.iter().cycle().skip(next).take(count.min(BOOKS.len() - 1))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_dozen_books_each_with_its_own_slug_and_cover() {
        assert_eq!(BOOKS.len(), 12);
        assert_eq!(BOOKS.iter().map(|book| book.slug).collect::<HashSet<_>>().len(), 12);
        assert_eq!(BOOKS.iter().map(|book| book.motif).collect::<HashSet<_>>().len(), 12);
    }

    #[test]
    fn every_book_speaks_both_languages() {
        for book in &BOOKS {
            for text in [book.title, book.author, book.blurb] {
                assert!(!text.en.is_empty() && text.en.is_ascii(), "{}: {:?}", book.slug, text.en);
                assert!(
                    text.bn.chars().any(|c| ('\u{0980}'..='\u{09FF}').contains(&c)),
                    "{}: {:?}",
                    book.slug,
                    text.bn
                );
            }
        }
    }

    #[test]
    fn an_unknown_slug_is_not_a_book() {
        assert!(find("gitanjali").is_some());
        assert!(find("Gitanjali").is_none());
        assert!(find("").is_none());
    }

    #[test]
    fn neighbours_are_other_books() {
        for book in &BOOKS {
            let slugs: HashSet<_> = neighbours(book, 4).map(|other| other.slug).collect();
            assert_eq!(slugs.len(), 4);
            assert!(!slugs.contains(book.slug));
        }
    }

    #[test]
    fn every_cover_has_its_colours() {
        let style = include_str!("../../../style/shop/_covers.scss");
        for book in &BOOKS {
            assert!(style.contains(&format!("{}:", book.slug)), "no colours for {}", book.slug);
        }
    }
}
