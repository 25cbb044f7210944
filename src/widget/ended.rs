//! Replaces the text field when the conversation has ended.

use super::{chat::Chat, focus};
use crate::ui::dom::Tag;

/// Says that the conversation has ended, and offers to reopen it or to start
/// another.
pub fn ended_panel(chat: Chat) -> Tag {
    let texts = chat.launch.texts;
    let reopen = Tag::button("adda-choice adda-choice-main", move || chat.reopen()).text(texts.reopen);
    focus::on_opening(chat.launch, reopen.clone());
    let start_new = Tag::button("adda-choice", move || chat.start_new()).text(texts.start_new);
    Tag::new("div", "adda-ended")
        .child(Tag::new("p", "").attr("role", "status").text(texts.ended))
        .child(Tag::new("div", "adda-choices").child(reopen).child(start_new))
}
