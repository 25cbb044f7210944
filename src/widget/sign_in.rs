//! Replaces the text field where only signed-in customers may write.

use super::{chat::Chat, focus};
use crate::ui::{dom::Tag, signals::*};

/// Says that signing in is required, and links to the shop's sign-in page.
pub fn sign_in_panel(chat: Chat) -> Tag {
    let texts = chat.launch.texts;
    let words = Tag::new("p", "").attr("tabindex", "-1").text(texts.must_sign_in);
    // The text is announced first; Tab leads to the link.
    focus::on_opening(chat.launch, words.clone());
    let way = chat.launch.sign_in_url.get_value().map(|address| {
        let link = Tag::new("a", "adda-choice adda-choice-main").attr("href", &address).text(texts.sign_in);
        Tag::new("div", "adda-choices").child(link)
    });
    Tag::new("div", "adda-ended").child(words).maybe(way)
}
