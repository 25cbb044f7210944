//! What stands in the field's place where the shop talks only to customers whom
//! it knows.

use super::{chat::Chat, focus};
use crate::ui::{dom::Tag, signals::*};

/// Says so, and leads to where the shop's customers sign in.
pub fn sign_in_panel(chat: Chat) -> Tag {
    let texts = chat.launch.texts;
    let words = Tag::new("p", "").attr("tabindex", "-1").text(texts.must_sign_in);
    // Read out first; what can be pressed comes with the next Tab.
    focus::on_opening(chat.launch, words.clone());
    let way = chat.launch.sign_in_url.get_value().map(|address| {
        let link = Tag::new("a", "adda-choice adda-choice-main").attr("href", &address).text(texts.sign_in);
        Tag::new("div", "adda-choices").child(link)
    });
    Tag::new("div", "adda-ended").child(words).maybe(way)
}
