//! The customers one can be in this shop.

use super::bilingual::{Bilingual, both};
use crate::model::language::Language;

/// One of the two demo customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoCustomer {
    /// Writes Bangla.
    Nusrat,
    /// Writes English.
    John,
}

impl DemoCustomer {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Nusrat, Self::John];

    /// Returns the word in forms and in the cookie.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nusrat => "nusrat",
            Self::John => "john",
        }
    }

    /// Returns the customer of a word, if it names one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|customer| customer.key() == key)
    }

    /// Returns what the shop's pages call the customer.
    pub const fn name(self) -> Bilingual {
        match self {
            Self::Nusrat => both("Nusrat Ahmed", "নুসরাত আহমেদ"),
            Self::John => both("John Doe", "জন ডো"),
        }
    }

    /// Returns the language the customer's account is kept in, and so the name
    /// too that support gets to know.
    pub const fn language(self) -> Language {
        match self {
            Self::Nusrat => Language::Bn,
            Self::John => Language::En,
        }
    }

    /// Returns the email address of the account.
    pub const fn email(self) -> &'static str {
        match self {
            Self::Nusrat => "nusrat@example.com",
            Self::John => "john@example.com",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_found_by_its_key_alone() {
        for customer in DemoCustomer::ALL {
            assert_eq!(DemoCustomer::from_key(customer.key()), Some(customer));
        }
        assert_eq!(DemoCustomer::from_key("admin"), None);
        assert_eq!(DemoCustomer::from_key(""), None);
    }
}
