//! The confirmation before the conversation is ended.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{chat::Chat, focus};
use crate::ui::{dom::Tag, signals::*};

/// Returns the confirmation; Escape means "no".
pub fn end_question(chat: Chat) -> Tag {
    let texts = chat.launch.texts;
    let answer = move |ends: bool| {
        chat.asks_to_end.set(false);
        if ends {
            chat.end();
        }
    };
    let yes = Tag::button("adda-choice adda-choice-main", move || answer(true)).text(texts.end_yes);
    let no = Tag::button("adda-choice", move || answer(false)).text(texts.end_no);
    // Focuses the harmless answer.
    focus::on_opening(chat.launch, no.clone());
    Tag::new("div", "adda-ended")
        .attr("role", "alertdialog")
        .attr("aria-label", texts.end_question)
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                event.prevent_default();
                answer(false);
            }
        })
        .child(Tag::new("p", "").text(texts.end_question))
        .child(Tag::new("div", "adda-choices").child(yes).child(no))
}
