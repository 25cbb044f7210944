//! The text in which the search words were found.

use leptos::prelude::*;

use super::texts::InboxTexts;
use crate::{
    console::locale::use_locale,
    model::inbox::{Hit, HitPart},
};

/// Shows the text around the words, with the words marked. It is inserted as
/// text, never as markup.
#[component]
pub fn HitLine(hit: Hit) -> impl IntoView {
    let locale = use_locale();
    let place = hit.place;
    let parts =
        hit.parts.into_iter().map(
            |HitPart { text, is_match }| {
                if is_match { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
            },
        );
    view! {
        <span class="quiet">{move || InboxTexts::of(locale.language()).place(place)}</span>
        <bdi>{parts.collect_view()}</bdi>
    }
}
