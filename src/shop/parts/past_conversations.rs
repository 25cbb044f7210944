//! The way to the customer's conversations with support.

use leptos::{either::Either, prelude::*};

use crate::{model::language::Language, shop::texts};

/// Shows a button by which the shop's page vouches for its customer, so that it
/// leads to their conversations from whichever browser; for a stranger, a link
/// to what this browser knows.
#[component]
pub fn PastConversations(
    /// The language to speak.
    language: Language,
    /// What names the customer to Adda; a stranger has none.
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
