//! The mark in the list on a conversation with unsent messages or files.

use leptos::prelude::*;

use super::{queue::Mark, texts::OutboxTexts, use_outbox};
use crate::{
    console::{files::use_files, locale::use_locale},
    model::ids::ConversationId,
    ui::icons::{Glyph, Icon},
};

/// Shows an icon and a word, or nothing while everything arrives in time.
#[component]
pub fn OutboxMark(
    /// The conversation.
    id: StoredValue<ConversationId>,
) -> impl IntoView {
    let (outbox, files) = (use_outbox(), use_files());
    let mark =
        Memo::new(move |_| id.with_value(|id| outbox.mark(id).or_else(|| files.has_any(id).then_some(Mark::Unsent))));
    move || mark.get().map(|mark| view! { <MarkChip mark /> })
}

/// Shows the mark alone.
#[component]
pub fn MarkChip(
    /// The kind of mark.
    mark: Mark,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || OutboxTexts::of(locale.language());
    let (class, glyph) = match mark {
        Mark::Unsent => ("chip chip--unsent", Glyph::Clock),
        Mark::NotSent => ("chip chip--not-sent", Glyph::Warning),
    };
    let word = move || match mark {
        Mark::Unsent => texts().unsent,
        Mark::NotSent => texts().not_sent,
    };
    view! { <span class=class><Icon glyph=glyph />{word}</span> }
}
