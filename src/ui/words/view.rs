//! The text of a message, as a view.

use leptos::{either::Either, prelude::*};

use super::REL;
use crate::ui::links::{self, Piece};

/// Shows the text, with its addresses as links.
#[component]
pub fn Words(
    /// The message's text.
    text: String,
) -> impl IntoView {
    links::pieces(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => Either::Left(words.to_owned()),
            Piece::Link(address) => Either::Right(view! {
                <a href=address.to_owned() dir="ltr" target="_blank" rel=REL>{address.to_owned()}</a>
            }),
        })
        .collect_view()
}
