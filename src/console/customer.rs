//! How a customer is called and coloured, wherever one is shown.

use super::texts::Texts;
use crate::model::customer::Customer;

/// The name; a visitor without one is called just that.
pub fn name(customer: &Customer, texts: &Texts) -> String {
    if customer.name.is_empty() { texts.visitor.to_owned() } else { customer.name.clone() }
}

/// What the face's colour comes from: nobody's for visitors without a name.
pub fn color(customer: &Customer) -> Option<i64> {
    (!customer.name.is_empty()).then_some(customer.id.0)
}
