//! The questions to a visitor before the first message. The shop does not vouch for the
//! answers, so they never turn a visitor into a known customer of the shop.

use serde::{Deserialize, Serialize};

use super::{
    config::Asked,
    customer::Customer,
    email::is_email,
    field::{FieldError, Problem, all_errors},
    text,
};
use crate::wire::Write;

/// The longest name, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// The longest email address, in characters (RFC 5321, section 4.5.3.1.3).
pub const MAX_EMAIL_CHARS: usize = 254;

/// The questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Prechat {
    /// Whether the name is asked for.
    pub name: Asked,
    /// Whether the email address is asked for.
    pub email: Asked,
}

/// The answers of a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Write)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct VisitorDetails {
    /// The name; empty if it was not given.
    #[serde(default)]
    pub name: String,
    /// The email address; empty if it was not given.
    #[serde(default)]
    pub email: String,
}

impl Prechat {
    /// Returns whether there is a question that this customer has not answered yet. A
    /// known customer is asked nothing, because the shop says who they are.
    pub fn asks(self, customer: &Customer) -> bool {
        let open = |asked: Asked, known: &str| asked != Asked::Off && known.is_empty();
        customer.is_anonymous && (open(self.name, &customer.name) || open(self.email, &customer.email))
    }

    /// Returns the questions that this customer has to answer before they may write.
    pub fn missing(self, customer: &Customer) -> Vec<FieldError> {
        let has_to = |asked: Asked, known: &str| customer.is_anonymous && asked == Asked::Required && known.is_empty();
        let fields = [("name", self.name, &customer.name), ("email", self.email, &customer.email)];
        fields
            .into_iter()
            .filter(|(_, asked, known)| has_to(*asked, known))
            .map(|(field, ..)| FieldError::new(field, Problem::Required))
            .collect()
    }

    /// Checks a visitor's answers, in the browser before sending and again on the server. Returns
    /// them in normal form, without answers that were not asked for.
    ///
    /// # Errors
    /// If a required answer is empty, or an answer is not a name or an email address.
    pub fn check(self, given: &VisitorDetails) -> Result<VisitorDetails, Vec<FieldError>> {
        let name = check_field("name", self.name, &given.name, MAX_NAME_CHARS, is_name);
        let email = check_field("email", self.email, &given.email, MAX_EMAIL_CHARS, is_email);
        match (name, email) {
            (Ok(name), Ok(email)) => Ok(VisitorDetails { name, email }),
            (name, email) => Err(all_errors(name.err(), email.err())),
        }
    }
}

fn check_field(
    field: &str,
    asked: Asked,
    given: &str,
    max_chars: usize,
    fits: fn(&str) -> bool,
) -> Result<String, FieldError> {
    let given = text::tidy_name(given);
    match (asked, given.as_str()) {
        (Asked::Off, _) | (Asked::Optional, "") => Ok(String::new()),
        (Asked::Required, "") => Err(FieldError::new(field, Problem::Required)),
        _ if given.chars().count() > max_chars => {
            Err(FieldError::beyond(field, Problem::TooLong, i64::try_from(max_chars).unwrap_or(i64::MAX)))
        }
        _ if !fits(&given) => Err(FieldError::new(field, Problem::Invalid)),
        _ => Ok(given),
    }
}

fn is_name(name: &str) -> bool {
    !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Prechat = Prechat { name: Asked::Required, email: Asked::Optional };

    fn given(name: &str, email: &str) -> VisitorDetails {
        VisitorDetails { name: name.to_owned(), email: email.to_owned() }
    }

    fn problems(asked: Prechat, name: &str, email: &str) -> Vec<(String, Problem)> {
        let errors = asked.check(&given(name, email)).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn answers_are_trimmed_and_unasked_ones_dropped() {
        assert_eq!(BOTH.check(&given(" মিনা ", " mina@example.com")), Ok(given("মিনা", "mina@example.com")));
        assert_eq!(BOTH.check(&given("Mina", "")), Ok(given("Mina", "")));
        assert_eq!(Prechat::default().check(&given("Mina", "nonsense")), Ok(VisitorDetails::default()));
    }

    #[test]
    fn required_fields_are_enforced_and_all_problems_reported_at_once() {
        let required = Prechat { name: Asked::Required, email: Asked::Required };
        let name = ("name".to_owned(), Problem::Required);
        assert_eq!(problems(required, "\u{3164} ", ""), [name.clone(), ("email".to_owned(), Problem::Required)]);
        assert_eq!(problems(BOTH, "", "@"), [name, ("email".to_owned(), Problem::Invalid)]);
        assert_eq!(problems(BOTH, &"x".repeat(101), ""), [("name".to_owned(), Problem::TooLong)]);
        assert_eq!(problems(BOTH, "a\0b", ""), [("name".to_owned(), Problem::Invalid)]);
    }

    #[test]
    fn only_a_visitor_is_asked_and_only_for_what_is_not_known() {
        let visitor = |name: &str| Customer {
            id: crate::model::ids::UserId(1),
            name: name.to_owned(),
            email: String::new(),
            is_anonymous: true,
        };
        let only_name = Prechat { name: Asked::Required, email: Asked::Off };
        assert!(only_name.asks(&visitor("")) && !only_name.asks(&visitor("Mina")));
        assert_eq!(only_name.missing(&visitor("")).len(), 1);
        assert_eq!(BOTH.missing(&visitor("Mina")), []);
        let known = Customer { is_anonymous: false, ..visitor("") };
        assert!(!BOTH.asks(&known) && BOTH.missing(&known).is_empty());
    }
}
