//! The bar above the field, and the way to a quoted message.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{
    QuoteWords, loaded_quote, quotable,
    texts::{quoted_message, remove_quote},
};
use crate::{
    console::{
        conversation::{composer::REPLY_ID, finding::use_finding, state::use_conversation},
        focus::focus,
        frame,
        locale::use_locale,
        notice::use_notices,
        scope::Scope,
    },
    ui::icons::{Glyph, Icon},
};

/// How long the message that a quote leads to is marked, in milliseconds.
const MARKED_MS: u32 = 4_000;

/// Shows what the agent quotes, and leads to quoted messages.
#[component]
pub fn QuoteTools() -> impl IntoView {
    let (conversation, finding) = (use_conversation(), use_finding());
    let (locale, notices, scope) = (use_locale(), use_notices(), Scope::here());
    let quoting = conversation.quoting;
    Effect::new(move |_| {
        let Some(id) = quoting.wanted.get() else { return };
        quoting.wanted.set(None);
        scope.spawn(async move {
            if let Err(error) = conversation.load_back_to(id).await {
                return notices.tell(&error);
            }
            frame::next().await;
            finding.show(id);
            TimeoutFuture::new(MARKED_MS).await;
            finding.unmark(id);
        });
    });
    let quoted = Memo::new(move |_| quotable(quoting.quoted.get(), conversation.mode.get()));
    let remove = move |_| {
        quoting.stop();
        focus(REPLY_ID);
    };
    move || {
        let quote = StoredValue::new(loaded_quote(quoted.get())?);
        let label = move || remove_quote(locale.language());
        Some(view! {
            <div class="quote-bar" role="group" aria-label=move || quoted_message(locale.language())>
                <div class="quote">
                    <QuoteWords quote />
                </div>
                <button type="button" class="icon-button" aria-label=label title=label on:click=remove>
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
        })
    }
}
