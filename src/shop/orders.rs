//! The orders of the demo customers.

use super::{
    bilingual::{Bilingual, both},
    catalogue::{self, Book},
    customers::DemoCustomer,
};

/// The progress of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is still in the shop.
    Packing,
    /// It is on its way.
    WithCourier,
    /// It has been delivered.
    Delivered,
}

impl Progress {
    /// Returns the label for the customer.
    pub const fn label(self) -> Bilingual {
        match self {
            Self::Packing => both("Being packed", "প্যাক করা হচ্ছে"),
            Self::WithCourier => both("With the courier", "কুরিয়ারে আছে"),
            Self::Delivered => both("Delivered", "পৌঁছে গেছে"),
        }
    }

    /// Returns the class that colours the chip's dot.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Packing => "chip chip--packing",
            Self::WithCourier => "chip chip--courier",
            Self::Delivered => "chip chip--delivered",
        }
    }
}

/// An order.
#[derive(Debug)]
pub struct Order {
    /// Its number, which customers quote to support.
    pub number: &'static str,
    /// How many days ago it was placed. Relative, so that the sample orders
    /// always look recent.
    pub days_ago: u32,
    /// Its progress.
    pub progress: Progress,
    slugs: &'static [&'static str],
}

impl Order {
    /// Returns the ordered books.
    pub fn books(&self) -> impl Iterator<Item = &'static Book> {
        self.slugs.iter().filter_map(|slug| catalogue::find(slug))
    }

    /// Returns the total price, in taka.
    pub fn total(&self) -> u32 {
        self.books().map(|book| book.price).sum()
    }
}

/// Returns a customer's orders, the newest first.
pub const fn of(customer: DemoCustomer) -> &'static [Order] {
    match customer {
        DemoCustomer::Nusrat => &[
            Order {
                number: "ORDER-12402",
                days_ago: 1,
                progress: Progress::Packing,
                slugs: &["abol-tabol", "thakurmar-jhuli"],
            },
            Order { number: "ORDER-12377", days_ago: 4, progress: Progress::WithCourier, slugs: &["pather-panchali"] },
            Order {
                number: "ORDER-11960",
                days_ago: 38,
                progress: Progress::Delivered,
                slugs: &["sonar-tori", "devdas", "bishad-sindhu", "kapalkundala"],
            },
        ],
        DemoCustomer::John => &[
            Order {
                number: "ORDER-12345",
                days_ago: 6,
                progress: Progress::WithCourier,
                slugs: &["gitanjali", "sultanas-dream"],
            },
            Order { number: "ORDER-12018", days_ago: 29, progress: Progress::Delivered, slugs: &["treasure-island"] },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_hold_only_books_that_the_shop_has() {
        for order in DemoCustomer::ALL.into_iter().flat_map(of) {
            assert_eq!(order.books().count(), order.slugs.len(), "{}", order.number);
        }
    }

    #[test]
    fn an_order_costs_what_its_books_cost() {
        assert_eq!(of(DemoCustomer::John)[0].total(), 280 + 190);
    }
}
