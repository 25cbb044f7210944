//! Resolves a conversation when the reply that was sent with it has arrived, even if the agent has
//! opened another conversation.

use leptos::prelude::*;

use crate::{
    console::{
        inbox::{Change, Inbox},
        outbox::Outbox,
    },
    model::{conversation::Status, ids::ClientId},
};

/// The replies after which their conversations are resolved, provided in the context.
#[derive(Clone, Copy)]
pub struct Finishing(StoredValue<Vec<ClientId>>);

impl Finishing {
    /// Provides the state, as long as the current owner lives.
    pub fn provide(inbox: Inbox, outbox: Outbox) {
        let awaited = StoredValue::new(Vec::<ClientId>::new());
        outbox.on_delivered(move |id, message| {
            let is_awaited = awaited.try_update_value(|awaited| {
                let place = awaited.iter().position(|client_id| message.client_id.as_ref() == Some(client_id));
                place.map(|place| awaited.remove(place)).is_some()
            });
            if is_awaited == Some(true) {
                inbox.make(id.clone(), Change::Status(Status::Resolved));
            }
        });
        provide_context(Self(awaited));
    }

    /// Resolves the conversation of a reply once the server has the reply.
    pub fn after(self, client_id: ClientId) {
        self.0.update_value(|awaited| awaited.push(client_id));
    }
}

/// Returns the replies after which their conversations are resolved.
pub fn use_finishing() -> Finishing {
    expect_context()
}
