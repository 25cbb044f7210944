//! The text of a message.

#[cfg(feature = "leptos")]
mod view;

#[cfg(feature = "leptos")]
pub use self::view::Words;
use super::{
    dom::Tag,
    links::{self, Piece},
};

/// A page opened from here must not learn anything about this page.
const REL: &str = "noopener noreferrer nofollow";

impl Tag {
    /// Adds the text of a message, with its addresses as links.
    pub fn words(self, text: &str) -> Self {
        links::pieces(text).into_iter().fold(self, |tag, piece| match piece {
            Piece::Words(words) => tag.text(words),
            Piece::Link(address) => {
                // An address reads from left to right, regardless of its
                // surroundings.
                let link = Self::new("a", "").attr("href", address).attr("dir", "ltr");
                let link = link.attr("target", "_blank").attr("rel", REL);
                tag.child(link.text(address))
            }
        })
    }
}
