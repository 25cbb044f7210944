//! The name and the colour under which customers are shown everywhere.

use super::texts::Texts;
use crate::model::{customer::Customer, ids::UserId};

/// An odd number with well mixed bits. Multiplying by it gives different codes to any 65,536
/// consecutive ids, and codes that look unlike to neighbours.
const MIX: i64 = 0x9E37;

/// Returns the customer's name. A visitor without one has the word and a code instead, as in
/// "Visitor 4F2A", by which agents tell visitors apart.
pub fn name(customer: &Customer, texts: &Texts) -> String {
    if customer.name.is_empty() { [texts.visitor, " ", &code(customer.id)].concat() } else { customer.name.clone() }
}

/// Returns the id that sets the avatar's colour.
pub fn color(customer: &Customer) -> Option<i64> {
    Some(customer.id.0)
}

/// Returns the code of a visitor, which is the same in all of their conversations. The id from
/// which it is made is no secret: agents see it as the customer's number.
fn code(id: UserId) -> String {
    format!("{:04X}", id.0.wrapping_mul(MIX) & 0xFFFF)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{console::inbox::samples::summary, model::language::Language};

    #[test]
    fn visitors_without_a_name_have_different_names_and_colours() {
        let texts = Texts::of(Language::En);
        let (one, two) = (summary(1, 0).customer, summary(2, 0).customer);
        assert_eq!(name(&one, texts), "Visitor 9E37");
        assert_eq!(name(&two, texts), "Visitor 3C6E");
        assert_eq!(name(&two, Texts::of(Language::Bn)), "ভিজিটর 3C6E");
        assert_ne!(color(&one), color(&two));
        assert_eq!(name(&Customer { name: "Rehana".to_owned(), ..one }, texts), "Rehana");
    }

    #[test]
    fn codes_do_not_repeat_soon() {
        let codes: HashSet<String> = (5_000_000..5_065_536).map(|id| code(UserId(id))).collect();
        assert_eq!(codes.len(), 65_536);
    }
}
