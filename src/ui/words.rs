//! The words of a message.

use leptos::{either::Either, prelude::*};

use super::links::{self, Piece};

/// The words, with addresses that can be followed.
#[component]
pub fn Words(
    /// The message's text.
    text: String,
) -> impl IntoView {
    links::pieces(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => Either::Left(words.to_owned()),
            // A page that is opened from here learns nothing of this one.
            Piece::Link(address) => Either::Right(view! {
                <a href=address.to_owned() target="_blank" rel="noopener noreferrer nofollow">{address.to_owned()}</a>
            }),
        })
        .collect_view()
}
