//! The header of each page: navigation, language, and the signed-in customer.

use leptos::prelude::*;

use super::{SignInButtons, language_switch::LanguageSwitch};
use crate::{
    model::language::Language,
    shop::{bilingual::Bilingual, customers::DemoCustomer, texts, visit::Visit},
};

/// The `id` of the popover with the demo customers, which the button opens.
const SIGN_IN_CHOICE: &str = "sign-in-choice";

/// Shows the shop's name, its pages, the language switch and the account.
#[component]
pub fn Header(
    /// The visit.
    visit: Visit,
) -> impl IntoView {
    let language = visit.language;
    view! {
        <header class="header">
            <div class="header__row">
                <a class="brand" href="/">{texts::SHOP.pick(language)}</a>
                <nav class="pages" aria-label=texts::NAVIGATION.pick(language)>
                    <PageLink to="/" text=texts::BOOKS visit=visit.clone()/>
                    <PageLink to="/rent" text=texts::RENT visit=visit.clone()/>
                    <PageLink to="/orders" text=texts::MY_ORDERS visit=visit.clone()/>
                </nav>
                <LanguageSwitch visit=visit.clone()/>
                {match visit.customer {
                    Some(customer) => view! { <Account customer language path=visit.path/> }.into_any(),
                    None => view! { <SignInChoice visit/> }.into_any(),
                }}
            </div>
        </header>
    }
}

#[component]
fn PageLink(to: &'static str, text: Bilingual, visit: Visit) -> impl IntoView {
    let current = (visit.path == to).then_some("page");
    view! { <a href=to aria-current=current>{text.pick(visit.language)}</a> }
}

/// Shows a popover, which the browser opens and closes without a script.
#[component]
fn SignInChoice(visit: Visit) -> impl IntoView {
    let language = visit.language;
    view! {
        <div class="account">
            <button class="account__button" type="button" popovertarget=SIGN_IN_CHOICE>
                {texts::SIGN_IN.pick(language)}
            </button>
            <div class="choice" id=SIGN_IN_CHOICE popover="auto">
                <p>{texts::SIGN_IN_AS.pick(language)}</p>
                <SignInButtons visit/>
            </div>
        </div>
    }
}

#[component]
fn Account(customer: DemoCustomer, language: Language, path: String) -> impl IntoView {
    view! {
        <form class="account" method="post" action="/shop/sign-out">
            <input type="hidden" name="return_to" value=path/>
            <bdi class="account__name">{customer.name().pick(language)}</bdi>
            <button class="account__button">{texts::SIGN_OUT.pick(language)}</button>
        </form>
    }
}
