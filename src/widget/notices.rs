//! Notices between header and messages: a connection that is being retried, and
//! that no agent is available.

use super::{away::away_words, chat::Chat, own_texts::OwnTexts, texts::Texts};
use crate::{
    model::error::ErrorCode,
    ui::{dom::Tag, icons::Glyph, pace::Health, signals::*},
};

/// Returns the notices, of which at most one is shown.
pub fn notices(chat: Chat) -> Tag {
    let launch = chat.launch;
    let texts = launch.texts;
    let notice = move || {
        if let Some(failure) = failure(texts, chat.poll.health.get()) {
            Some((Glyph::Warning, failure.to_owned()))
        } else if chat.outbox.is_limited.get() {
            Some((Glyph::Clock, texts.limited.to_owned()))
        } else if chat.has_problem.get() {
            Some((Glyph::Warning, texts.not_done.to_owned()))
        } else if !chat.is_staffed.get() {
            Some((Glyph::Clock, away_words(launch, chat.timeline)))
        } else {
            chat.has_returned.get().then(|| (Glyph::Chat, texts.is_back.to_owned()))
        }
    };
    // The container stays, because a screen reader announces changes inside it.
    Tag::new("div", "adda-notices").attr("role", "status").slot(notice, |notice| {
        let (glyph, words) = notice.as_ref()?;
        Some(Tag::new("p", "adda-notice").icon(*glyph).child(Tag::new("bdi", "").text(words)))
    })
}

/// Returns the button that leads to unread messages in another conversation.
pub fn elsewhere(chat: Chat) -> Tag {
    let launch = chat.launch;
    Tag::new("div", "").attr("role", "status").slot(
        move || chat.unread_elsewhere(),
        move |count| {
            let words = [&launch.texts.unread(*count), OwnTexts::of(launch.language).elsewhere].concat();
            let bar = || Tag::button("adda-notice adda-elsewhere", move || chat.show_elsewhere());
            (*count != 0).then(|| bar().icon(Glyph::Chat).text(&words))
        },
    )
}

/// Returns the notice on failing polls.
fn failure(texts: &'static Texts, health: Health) -> Option<&'static str> {
    let words = match health.error? {
        // Retrying does not resolve these errors.
        ErrorCode::InvalidIdentity => return Some(texts.not_recognised),
        ErrorCode::Blocked => return Some(texts.blocked),
        ErrorCode::ChatDisabled => texts.switched_off,
        ErrorCode::RateLimited => texts.limited,
        _ => texts.connection_lost,
    };
    health.is_lost().then_some(words)
}
