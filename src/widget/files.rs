//! The customer's uploads, which go to the current conversation.

use js_sys::Date;

use super::{connection::Connection, launch::FILES_KEY};
use crate::{
    model::{
        error::ErrorCode,
        ids::ConversationId,
        message::{Message, MessageText},
    },
    ui::{
        files::{FileStore, UploadTarget},
        outbox::{EntryState, Outbox},
        page,
        signals::*,
    },
};

/// The widget has only one place for uploads.
pub const PLACE: &str = "";

/// Starts to send files, and takes over those of earlier pages.
pub fn start(connection: Connection, outbox: Outbox) {
    let customer = connection.launch.customer.get_value();
    let store = FileStore::new(FILES_KEY, customer.unwrap_or_default());
    connection.launch.uploads.start(store, ChatUploadTarget { connection, outbox });
}

struct ChatUploadTarget {
    connection: Connection,
    outbox: Outbox,
}

impl ChatUploadTarget {
    /// Returns whether the customer has an earlier message that is still
    /// unsent.
    fn has_text_before(&self, moment: f64) -> bool {
        let entries = self.outbox.entries_untracked();
        entries.iter().any(|entry| entry.state == EntryState::Sending && Date::parse(&entry.written_at.0) <= moment)
    }

    /// Returns the conversation, if `address` is still its upload address.
    fn at(&self, address: &str) -> Option<ConversationId> {
        self.connection.conversation.get_untracked().filter(|id| upload_address(id) == address)
    }
}

fn upload_address(id: &ConversationId) -> String {
    ["/support/api/conversation/", id.as_str(), "/upload/"].concat()
}

impl UploadTarget for ChatUploadTarget {
    fn address(&self, _: &str, picked_at: f64) -> Option<String> {
        // Without the required details the server would refuse it.
        let waits = self.connection.asks_details.get_untracked() == Some(true) || self.has_text_before(picked_at);
        let id = self.connection.conversation.get_untracked().filter(|_| !waits)?;
        Some(upload_address(&id))
    }

    fn sent(&self, _: &str, address: &str, message: Message) {
        // The conversation may have been left in the meantime.
        if self.at(address).is_some() {
            self.connection.timeline.update(|timeline| timeline.sent(message));
        }
    }

    fn send_text(&self, _: &str, text: MessageText) -> bool {
        self.outbox.push(page::new_client_id(), text);
        true
    }

    fn retries_after_loss(&self, _: &str, address: &str, _: ErrorCode) -> bool {
        if let Some(id) = self.at(address) {
            self.connection.lose(&id);
        }
        // Kept for the next conversation.
        true
    }
}
