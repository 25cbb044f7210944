//! Loads the older messages of the open conversation.

use leptos::prelude::*;

use super::state::Conversation;
use crate::{
    api::agent::conversation_messages,
    model::{error::ApiError, ids::MessageId, thread::MessageRange},
    ui::timeline::Timeline,
};

impl Conversation {
    /// Fetches older messages, unless there are none or they are being fetched.
    pub fn load_older(self) {
        let Some(range) = self.timeline.with_untracked(Timeline::older) else { return };
        if self.is_paging.get_untracked() {
            return;
        }
        self.is_paging.set(true);
        self.spawn(async move {
            // A failure is not shown: scrolling retries, and the poll reports
            // the lost connection.
            let _ = self.fetch_older(range).await;
            self.is_paging.set(false);
        });
    }

    /// Fetches older messages until a message is among those that are loaded.
    ///
    /// # Errors
    /// If the server fails or the session has ended.
    pub async fn load_back_to(self, id: MessageId) -> Result<(), ApiError> {
        loop {
            let missing = self.timeline.with_untracked(|timeline| {
                let is_loaded = timeline.messages().next().is_some_and(|oldest| oldest.id <= id);
                timeline.older().filter(|_| !is_loaded)
            });
            let Some(range) = missing else { return Ok(()) };
            self.fetch_older(MessageRange { limit: Some(MessageRange::MAX_LIMIT), ..range }).await?;
        }
    }

    async fn fetch_older(self, range: MessageRange) -> Result<(), ApiError> {
        let thread = self.session().ask(conversation_messages(self.id(), range)).await?;
        self.timeline.update(|timeline| {
            timeline.merge(&range, thread);
            if let Some(read) = self.read_when_opened.get_value() {
                timeline.draw_new_line_after(read);
            }
        });
        Ok(())
    }
}
