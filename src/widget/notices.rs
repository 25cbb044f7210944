//! Quiet bars between header and messages: what is being retried, and that
//! nobody is there at the moment.

use super::chat::Chat;
use crate::ui::{dom::Tag, icons::Glyph, signals::*};

/// The bars, at most one at a time.
pub fn notices(chat: Chat) -> Tag {
    let launch = chat.launch;
    let texts = launch.texts;
    let is_lost = Memo::new(move |_| chat.poll.health.get().is_lost());
    let notice = move || {
        if is_lost.get() {
            Some((Glyph::Warning, texts.connection_lost.to_owned()))
        } else if chat.has_problem.get() {
            Some((Glyph::Warning, texts.not_done.to_owned()))
        } else if !chat.is_staffed.get() {
            Some((Glyph::Clock, launch.config.with(|config| config.offline_message.clone())))
        } else {
            None
        }
    };
    // The container stays: a screen reader speaks what changes inside of it.
    Tag::new("div", "adda-notices").attr("role", "status").slot(notice, |notice| {
        let (glyph, words) = notice.as_ref()?;
        Some(Tag::new("p", "adda-notice").icon(*glyph).text(words))
    })
}
