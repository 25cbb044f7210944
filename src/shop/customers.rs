//! The demo customers.

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
    /// Both customers, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Nusrat, Self::John];

    /// Returns the customer's key in forms and in the cookie.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nusrat => "nusrat",
            Self::John => "john",
        }
    }

    /// Returns the customer with a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|customer| customer.key() == key)
    }

    /// Returns the customer's name on the shop's pages.
    pub const fn name(self) -> Bilingual {
        match self {
            Self::Nusrat => both("Nusrat Ahmed", "নুসরাত আহমেদ"),
            Self::John => both("John Doe", "জন ডো"),
        }
    }

    /// Returns the language of the customer's account, which is also the
    /// language of the name that support sees.
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
