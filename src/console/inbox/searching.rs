//! Keeps the result of a search up to date. Which conversations have the words only the server can
//! tell, so it is asked again after changes.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{rows, state::Inbox};
use crate::model::inbox::ConversationSummary;

/// The shortest time between two such requests, in milliseconds. A busy shop has changes in every
/// poll.
const PAUSE_MS: u32 = 3_000;

impl Inbox {
    /// Asks for the first page of a search again, now or once the request under way is answered.
    pub(super) fn search_again(self) {
        if self.address.with_untracked(|address| address.query.is_empty()) {
            return;
        }
        self.searches_again.set_value(true);
        if self.is_searching.get_value() {
            return;
        }
        self.is_searching.set_value(true);
        self.scope.spawn(async move {
            while self.searches_again.get_value() {
                // While the list keeps its order, what is found has to wait.
                if !self.is_held() {
                    self.searches_again.set_value(false);
                    self.find_again().await;
                }
                TimeoutFuture::new(PAUSE_MS).await;
            }
            self.is_searching.set_value(false);
        });
    }

    async fn find_again(self) {
        let generation = self.generation();
        // A failure is not shown: the poll reports the lost connection.
        if let Ok(page) = self.fetch(generation, None).await
            && self.is_listed(generation)
        {
            self.show_found(&page.conversations);
        }
    }

    fn show_found(self, found: &[ConversationSummary]) {
        self.with_rules(|rules| {
            let merged = self.rows.with_untracked(|rows| rows::merge_answer(rows, found, rules));
            self.show_rows(merged);
        });
    }
}
