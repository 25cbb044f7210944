//! The conversations that the palette finds: those of the list at once, the others when the
//! server has answered.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::entry::{Act, Entry, words};
use crate::{
    console::{
        customer,
        inbox::{Inbox, next_page, use_inbox},
        locale::{Locale, use_locale},
        scope::Scope,
        session::{Session, use_session},
    },
    model::{conversation::Status, inbox::ConversationSummary, view::InboxView},
};

/// The debounce, in milliseconds.
const DEBOUNCE_MS: u32 = 250;
/// How many conversations are shown.
const MOST: usize = 8;

/// The search for conversations.
#[derive(Clone, Copy)]
pub struct Conversations {
    inbox: Inbox,
    session: Session,
    locale: Locale,
    scope: Scope,
    /// Distinguishes the latest search from earlier ones.
    number: StoredValue<u32>,
    answered: RwSignal<Vec<ConversationSummary>>,
}

impl Conversations {
    /// Returns a search without words.
    pub fn new() -> Self {
        Self {
            inbox: use_inbox(),
            session: use_session(),
            locale: use_locale(),
            scope: Scope::here(),
            number: StoredValue::new(0),
            answered: RwSignal::new(Vec::new()),
        }
    }

    /// Asks the server for the conversations with these words.
    pub fn search(self, query: String) {
        self.number.update_value(|number| *number += 1);
        let number = self.number.get_value();
        if query.trim().is_empty() {
            return self.answered.set(Vec::new());
        }
        self.scope.spawn(async move {
            TimeoutFuture::new(DEBOUNCE_MS).await;
            let is_wanted = move || self.number.get_value() == number;
            if !is_wanted() {
                return;
            }
            let view = InboxView { statuses: Status::ALL.to_vec(), snoozed: true, query, ..InboxView::default() };
            // A failure is not shown: the shell reports a lost connection.
            if let Ok(page) = next_page(self.session, view, None, is_wanted).await
                && is_wanted()
            {
                self.answered.set(page.conversations);
            }
        });
    }

    /// Returns the entries for the conversations with these words; tracked.
    pub fn entries(self, query: &str) -> Vec<Entry> {
        let words = words(query);
        if words.is_empty() {
            return Vec::new();
        }
        let listed =
            self.inbox.rows.with(|rows| rows.iter().map(|row| row.summary.get_untracked()).collect::<Vec<_>>());
        let mut entries: Vec<Entry> =
            listed.iter().map(|summary| self.entry(summary)).filter(|entry| entry.has(&words)).collect();
        for entry in self.answered.get().iter().map(|summary| self.entry(summary)) {
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        entries.truncate(MOST);
        entries
    }

    fn entry(self, summary: &ConversationSummary) -> Entry {
        let name = customer::name(&summary.customer, self.locale.texts());
        let line = summary.last_message.as_ref().map(|last| last.line(self.locale.language())).unwrap_or_default();
        let id = &summary.conversation_id;
        Entry {
            title: if line.is_empty() { name } else { [&name, ": ", line].concat() },
            hint: id.to_string(),
            act: Act::Go(self.inbox.address.with_untracked(|address| address.path(Some(id)))),
        }
    }
}
