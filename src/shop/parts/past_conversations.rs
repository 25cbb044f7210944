//! The link to the customer's conversations with support.

use leptos::{either::Either, prelude::*};

use crate::{model::language::Language, shop::texts};

/// Shows a button by which the shop vouches for its customer, so that it leads
/// to their conversations from any browser. For a visitor, shows a link to the
/// conversations that this browser knows.
#[component]
pub fn PastConversations(
    /// The language of the page.
    language: Language,
    /// The customer's identity token for Adda; none for a visitor.
    identity_token: Option<String>,
) -> impl IntoView {
    let words = texts::PAST_CONVERSATIONS.pick(language);
    let address = format!("/support/conversations/?lang={language}");
    match identity_token {
        Some(token) => Either::Left(view! {
            <form method="post" action=address>
                <input type="hidden" name="identity_token" value=token/>
                <button class="button">{words}</button>
            </form>
        }),
        None => Either::Right(view! { <p><a href=address>{words}</a></p> }),
    }
}
