//! The sign-in as a demo customer.

use leptos::prelude::*;

use crate::shop::{customers::DemoCustomer, visit::Visit};

/// Shows a button for each demo customer, which leads back to the same page.
#[component]
pub fn SignInButtons(
    /// The visit, whose page the buttons lead back to.
    visit: Visit,
) -> impl IntoView {
    let language = visit.language;
    view! {
        <form class="sign-in" method="post" action="/shop/sign-in">
            <input type="hidden" name="return_to" value=visit.path/>
            {DemoCustomer::ALL
                .into_iter()
                .map(|customer| {
                    view! {
                        <button class="button" name="customer" value=customer.key()>
                            {customer.name().pick(language)}
                        </button>
                    }
                })
                .collect_view()}
        </form>
    }
}
