//! The delivery state of the customer's messages.

use super::{chat::Chat, texts::Texts};
use crate::{
    model::error::ErrorCode,
    ui::{
        dom::Tag,
        icons::Glyph,
        timeline::{Delivery, RowKey},
    },
};

/// Returns the mark of the state: a clock, one tick or two ticks, with words
/// for screen readers.
pub fn delivery_mark(texts: &Texts, delivery: &Delivery) -> Tag {
    let (glyph, words) = match delivery {
        Delivery::Sending => (Glyph::Clock, texts.sending),
        Delivery::Failed(_) => (Glyph::Warning, texts.not_sent),
        Delivery::Sent => (Glyph::Check, texts.sent),
        Delivery::Read => (Glyph::DoubleCheck, texts.read),
    };
    let spoken = Tag::new("span", "adda-spoken").text(words);
    Tag::new("span", "adda-delivery").attr("title", words).icon(glyph).child(spoken)
}

/// Returns why a message was refused, with buttons to retry or discard it.
pub fn refusal(chat: Chat, key: &RowKey, code: ErrorCode) -> Option<Tag> {
    let texts = chat.launch.texts;
    let RowKey::Own(client_id) = key else { return None };
    let retried = client_id.clone();
    let retry = move || {
        chat.outbox.retry(&retried);
        // If there was no conversation to send it to, the poll creates one.
        chat.poll.wake();
    };
    let retry = Tag::button("", retry).text(texts.retry);
    let discarded = client_id.clone();
    let discard = Tag::button("", move || chat.outbox.discard(&discarded)).text(texts.discard);
    let words = Tag::new("p", "").text(texts.not_sent).text(" ").text(texts.refusal(code));
    Some(Tag::new("div", "adda-refusal").attr("role", "alert").child(words).child(retry).child(discard))
}

/// Returns the error if the message was refused.
pub fn refused(delivery: Option<&Delivery>) -> Option<ErrorCode> {
    match delivery {
        Some(Delivery::Failed(error)) => Some(error.code),
        _ => None,
    }
}
