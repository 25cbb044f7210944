//! The words of a message.

use leptos::{either::Either, prelude::*};

use super::{
    dom::Tag,
    links::{self, Piece},
};

/// A page that is opened from here learns nothing of this one.
const REL: &str = "noopener noreferrer nofollow";

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
            Piece::Link(address) => Either::Right(view! {
                <a href=address.to_owned() target="_blank" rel=REL>{address.to_owned()}</a>
            }),
        })
        .collect_view()
}

impl Tag {
    /// With the words of a message, as [`Words`] has them.
    pub fn words(self, text: &str) -> Self {
        links::pieces(text).into_iter().fold(self, |tag, piece| match piece {
            Piece::Words(words) => tag.text(words),
            Piece::Link(address) => {
                let link = Self::new("a", "").attr("href", address).attr("target", "_blank").attr("rel", REL);
                tag.child(link.text(address))
            }
        })
    }
}
