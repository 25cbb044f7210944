//! The words of a message.

#[cfg(feature = "leptos")]
mod view;

#[cfg(feature = "leptos")]
pub use self::view::Words;
use super::{
    dom::Tag,
    links::{self, Piece},
};

/// A page that is opened from here learns nothing of this one.
const REL: &str = "noopener noreferrer nofollow";

impl Tag {
    /// With the words of a message, with addresses that can be followed.
    pub fn words(self, text: &str) -> Self {
        links::pieces(text).into_iter().fold(self, |tag, piece| match piece {
            Piece::Words(words) => tag.text(words),
            Piece::Link(address) => {
                // An address reads from the left, whatever stands around it.
                let link = Self::new("a", "").attr("href", address).attr("dir", "ltr");
                let link = link.attr("target", "_blank").attr("rel", REL);
                tag.child(link.text(address))
            }
        })
    }
}
