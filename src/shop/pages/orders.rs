//! The customer's orders.

use leptos::prelude::*;

use crate::{
    model::language::Language,
    shop::{
        catalogue::taka,
        orders::{self, Order},
        parts::{PastConversations, SignInButtons},
        phrases, texts,
        visit::Visit,
    },
};

/// Shows the demo customer's orders, or an invitation to sign in as one.
#[component]
pub fn OrdersPage(
    /// The visit.
    visit: Visit,
    /// The token that opens the page with the customer's conversations, which may be absent;
    /// none if this server does not serve that page.
    past: Option<Option<String>>,
) -> impl IntoView {
    let language = visit.language;
    view! {
        <div class="page">
            <h1>{texts::MY_ORDERS.pick(language)}</h1>
            {match visit.customer {
                Some(customer) => view! { <Orders orders=orders::of(customer) language/> }.into_any(),
                None => view! { <Invitation visit/> }.into_any(),
            }}
            {past.map(|identity_token| view! { <PastConversations language identity_token/> })}
        </div>
    }
}

#[component]
fn Invitation(visit: Visit) -> impl IntoView {
    view! {
        <div class="invitation">
            <p>{texts::ORDERS_INVITATION.pick(visit.language)}</p>
            <SignInButtons visit/>
        </div>
    }
}

#[component]
fn Orders(orders: &'static [Order], language: Language) -> impl IntoView {
    view! {
        <ul class="orders">
            {orders.iter().map(|order| view! { <OrderCard order language/> }).collect_view()}
        </ul>
        <p class="quiet">{texts::ORDERS_HELP.pick(language)}</p>
    }
}

#[component]
fn OrderCard(order: &'static Order, language: Language) -> impl IntoView {
    view! {
        <li class="order">
            <div class="order__head">
                <h2>{order.number}</h2>
                <span class=order.progress.class()>{order.progress.label().pick(language)}</span>
                <span class="order__when">{phrases::placed(order.days_ago, language)}</span>
            </div>
            <ul class="order__books">
                {order
                    .books()
                    .map(|book| {
                        view! {
                            <li>
                                <a href=book.address()>{book.title.pick(language)}</a>
                                <span>{taka(book.price, language)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p class="order__total">
                <span>{texts::TOTAL.pick(language)}</span>
                <span>{taka(order.total(), language)}</span>
            </p>
        </li>
    }
}
