//! The name and the colour under which customers are shown everywhere.

use super::texts::Texts;
use crate::model::customer::Customer;

/// Returns the customer's name, or the word for a visitor without a name.
pub fn name(customer: &Customer, texts: &Texts) -> String {
    if customer.name.is_empty() { texts.visitor.to_owned() } else { customer.name.clone() }
}

/// Returns the id that sets the avatar's colour; none for visitors without a
/// name.
pub fn color(customer: &Customer) -> Option<i64> {
    (!customer.name.is_empty()).then_some(customer.id.0)
}
