//! Quotes of earlier messages: in the log, and above the field while the agent writes. The bar above the field
//! and the way to the quoted message are loaded when they are needed.

mod bar;
mod texts;

use leptos::prelude::*;

pub use self::bar::QuoteTools;
use self::texts::quoted_message;
use super::{mode::Mode, state::use_conversation};
use crate::{
    console::{customer, locale::use_locale},
    model::{ids::MessageId, message::Message, quote::Quote},
};

/// The message that the agent quotes, and the one that is to be shown.
#[derive(Clone, Copy)]
pub struct Quoting {
    /// The quoted message, and whether it is a note.
    quoted: RwSignal<Option<(MessageId, bool)>>,
    wanted: RwSignal<Option<MessageId>>,
}

impl Quoting {
    /// Returns a state in which nothing is quoted.
    pub fn new() -> Self {
        Self { quoted: RwSignal::new(None), wanted: RwSignal::new(None) }
    }

    /// Quotes a message in what the agent writes next.
    pub fn begin(self, message: MessageId, is_note: bool) {
        self.quoted.set(Some((message, is_note)));
    }

    /// Quotes nothing. Returns whether something was quoted.
    pub fn stop(self) -> bool {
        let was_quoting = self.quoted.with_untracked(Option::is_some);
        if was_quoting {
            self.quoted.set(None);
        }
        was_quoting
    }

    /// Returns the message that is quoted in this mode; not tracked. Customers may not see notes, so only
    /// notes quote them.
    pub fn in_mode(self, mode: Mode) -> Option<MessageId> {
        quotable(self.quoted.get_untracked(), mode)
    }

    /// Returns whether the tools are needed; tracked.
    pub fn is_active(self) -> bool {
        self.quoted.with(Option::is_some) || self.wanted.with(Option::is_some)
    }
}

fn quotable(quoted: Option<(MessageId, bool)>, mode: Mode) -> Option<MessageId> {
    quoted.filter(|(_, is_note)| !is_note || mode == Mode::Note).map(|(message, _)| message)
}

/// Shows the message that another one quotes. A click leads to it.
#[component]
pub fn QuoteLines(quote: Option<Quote>) -> impl IntoView {
    let (conversation, locale) = (use_conversation(), use_locale());
    quote.map(|quote| {
        let id = quote.id;
        let quote = StoredValue::new(quote);
        let label = move || quoted_message(locale.language());
        view! {
            <span class="quote" role="blockquote" aria-label=label>
                <button type="button" on:click=move |_| conversation.quoting.wanted.set(Some(id))>
                    <QuoteWords quote />
                </button>
            </span>
        }
    })
}

/// Shows the author and the first lines of a quoted message. They follow the message while it is loaded.
#[component]
fn QuoteWords(quote: StoredValue<Quote>) -> impl IntoView {
    let (conversation, locale) = (use_conversation(), use_locale());
    let known = conversation.customer();
    let author = move || {
        quote.with_value(|quote| match known.get() {
            Some(known) if !quote.is_agent => customer::name(&known, locale.texts()),
            _ => quote.sender_name_in(locale.language()).to_owned(),
        })
    };
    let text = move || {
        conversation
            .timeline
            .with(|timeline| quote.with_value(|quote| timeline.quoted(quote, locale.language()).to_owned()))
    };
    view! {
        <bdi>{author}</bdi>
        <span dir="auto">{text}</span>
    }
}

/// Returns the quote of a loaded message, for a message that the server does not have yet.
pub fn loaded_quote(id: Option<MessageId>) -> Option<Quote> {
    let find = |id| {
        use_conversation()
            .timeline
            .with_untracked(|timeline| timeline.messages().find(|message: &&Message| message.id == id).map(Quote::of))
    };
    id.and_then(find)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_quoted_in_notes_only() {
        let (message, note) = (Some((MessageId(1), false)), Some((MessageId(2), true)));
        assert_eq!(Mode::ALL.map(|mode| quotable(message, mode)), [Some(MessageId(1)); 2]);
        assert_eq!(Mode::ALL.map(|mode| quotable(note, mode)), [None, Some(MessageId(2))]);
    }
}
