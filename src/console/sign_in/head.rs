//! The head of the pages that an agent sees before the console.

use leptos::prelude::*;

use crate::console::{
    shell::LanguageSwitch,
    shop::{Logo, use_shop},
};

/// Shows the shop, and the switch of the language.
#[component]
pub fn SignInHead() -> impl IntoView {
    let shop = use_shop();
    view! {
        <div class="sign-in-head">
            <Logo />
            <bdi class="sign-in-shop">{move || shop.name()}</bdi>
            <LanguageSwitch />
        </div>
    }
}
