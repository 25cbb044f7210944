//! Whether the shop vouches for a customer's name and address. A visitor may
//! claim any name.

use leptos::prelude::*;

use super::locale::use_locale;
use crate::{
    model::customer::Customer,
    ui::icons::{Glyph, Icon},
};

/// The mark beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameMark {
    /// The shop's server has signed the name.
    Verified,
    /// The visitor has typed the name.
    NotVerified,
}

impl NameMark {
    /// Returns the mark; none for a visitor who has given neither name nor address.
    fn of(customer: &Customer) -> Option<Self> {
        match customer {
            Customer { is_anonymous: false, .. } => Some(Self::Verified),
            Customer { name, email, .. } if name.is_empty() && email.is_empty() => None,
            _ => Some(Self::NotVerified),
        }
    }
}

/// Shows a tick after the name of a verified customer, or "not verified" after one that a visitor
/// has typed.
#[component]
pub fn Verified(#[prop(into)] customer: Signal<Option<Customer>>) -> impl IntoView {
    let locale = use_locale();
    let standing = Memo::new(move |_| customer.with(|known| known.as_ref().and_then(NameMark::of)));
    move || {
        standing.get().map(|standing| match standing {
            NameMark::Verified => view! {
                <span class="standing is-verified" title=move || locale.texts().verified>
                    <Icon glyph=Glyph::Check />
                    <span class="visually-hidden">{move || locale.texts().verified}</span>
                </span>
            }
            .into_any(),
            NameMark::NotVerified => {
                view! { <span class="standing">{move || locale.texts().not_verified}</span> }.into_any()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::UserId;

    /// Attack 38.
    #[test]
    fn only_a_customer_whom_the_shop_has_signed_for_is_verified() {
        let customer = |name: &str, email: &str, is_anonymous| {
            let (name, email) = (name.to_owned(), email.to_owned());
            NameMark::of(&Customer { id: UserId(1), name, email, is_anonymous })
        };
        assert_eq!(customer("", "", true), None);
        assert_eq!(customer("Rahim", "", true), Some(NameMark::NotVerified));
        assert_eq!(customer("", "rahim@example.com", true), Some(NameMark::NotVerified));
        assert_eq!(customer("Rahim", "rahim@example.com", false), Some(NameMark::Verified));
        assert_eq!(customer("", "", false), Some(NameMark::Verified));
    }
}
