//! The customer's files on their way: they go to the conversation of the moment.

use js_sys::Date;

use super::{connection::Connection, launch::FILES_KEY};
use crate::{
    model::{error::ErrorCode, ids::ConversationId, message::Message},
    ui::{
        files::{Door, FileStore},
        outbox::{EntryState, Outbox},
        signals::*,
    },
};

/// There is one place only.
pub const PLACE: &str = "";

/// Begins to send files, and takes up what earlier pages have left.
pub fn start(connection: Connection, outbox: Outbox) {
    let customer = connection.launch.customer.get_value();
    let store = FileStore::new(FILES_KEY, customer.unwrap_or_default());
    connection.launch.uploads.start(store, ChatDoor { connection, outbox });
}

struct ChatDoor {
    connection: Connection,
    outbox: Outbox,
}

impl ChatDoor {
    /// Returns whether the customer wrote something before that is still on its
    /// way.
    fn has_text_before(&self, moment: f64) -> bool {
        let entries = self.outbox.entries_untracked();
        entries.iter().any(|entry| entry.state == EntryState::Sending && Date::parse(&entry.written_at.0) <= moment)
    }

    /// Returns the conversation, if it is still the one at an address.
    fn at(&self, address: &str) -> Option<ConversationId> {
        self.connection.conversation.get_untracked().filter(|id| upload_address(id) == address)
    }
}

fn upload_address(id: &ConversationId) -> String {
    ["/support/api/conversation/", id.as_str(), "/upload/"].concat()
}

impl Door for ChatDoor {
    fn address(&self, _: &str, picked_at: f64) -> Option<String> {
        // Without the details that are asked for, the server would refuse it.
        let waits = self.connection.asks_details.get_untracked() || self.has_text_before(picked_at);
        let id = self.connection.conversation.get_untracked().filter(|_| !waits)?;
        Some(upload_address(&id))
    }

    fn sent(&self, _: &str, address: &str, message: Message) {
        // A conversation that was left meanwhile is not the one on screen.
        if self.at(address).is_some() {
            self.connection.timeline.update(|timeline| timeline.sent(message));
        }
    }

    fn is_lost(&self, _: &str, address: &str, _: ErrorCode) -> bool {
        if let Some(id) = self.at(address) {
            self.connection.lose(&id);
        }
        // It is kept, for the conversation that comes next.
        true
    }
}
