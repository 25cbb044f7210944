//! Prices.

use super::Book;
use crate::model::{digits::localize, language::Language};

/// The numbers of days for which a book can be rented.
pub const RENTAL_DAYS: [u32; 3] = [7, 14, 30];

/// Rental prices are rounded to multiples of this, so that they end in 0 or 5.
const ROUNDED_TO: u32 = 5;

impl Book {
    /// Returns the price of a rental for one of [`RENTAL_DAYS`], in taka: an
    /// eighth of the book's price, and a hundredth of it for each day.
    pub fn rent(&self, days: u32) -> u32 {
        let exact = self.price / 8 + self.price * days / 100;
        exact.next_multiple_of(ROUNDED_TO)
    }
}

/// Returns an amount of taka in the format of the language: `৳ 1,290`.
pub fn taka(amount: u32, language: Language) -> String {
    let grouped = match amount {
        0..1_000 => amount.to_string(),
        // From one lakh on the two languages group digits differently. No
        // amount in this shop is that large.
        _ => format!("{},{:03}", amount / 1_000, amount % 1_000),
    };
    localize(&format!("৳\u{a0}{grouped}"), language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::catalogue::BOOKS;

    #[test]
    fn a_price_is_written_in_the_digits_of_the_language() {
        assert_eq!(taka(280, Language::En), "৳\u{a0}280");
        assert_eq!(taka(1_090, Language::En), "৳\u{a0}1,090");
        assert_eq!(taka(1_090, Language::Bn), "৳\u{a0}১,০৯০");
    }

    #[test]
    fn renting_is_cheaper_than_buying_and_longer_is_dearer() {
        for book in &BOOKS {
            let [week, fortnight, month] = RENTAL_DAYS.map(|days| book.rent(days));
            assert!(week < fortnight && fortnight < month && month < book.price, "{}", book.slug);
        }
    }
}
