//! Lets the customer take back a message for a few seconds after it was sent.

use super::{chat::Chat, task::spawn};
use crate::{
    model::ids::ClientId,
    ui::{
        bell,
        dom::{Tag, on_change},
        signals::*,
        timeline::{Delivery, Look},
    },
};

/// How long a message can be taken back after the server has it. The server allows a minute.
const OFFERED_MS: u32 = 8_000;

/// Adds a button that takes back a message to the line below it, once the message has arrived.
pub fn offer(meta: Tag, chat: Chat, client_id: ClientId, text: String, look: RwSignal<Look>) -> Tag {
    let is_offered = RwSignal::new(false);
    let has_arrived = memo(move || look.with(|look| matches!(look.delivery, Some(Delivery::Sent | Delivery::Read))));
    on_change(
        move || has_arrived.get(),
        move || {
            is_offered.set(true);
            spawn(async move {
                bell::wait(OFFERED_MS).await;
                is_offered.try_set(false);
            });
        },
    );
    meta.show(
        move || is_offered.get(),
        move || {
            let (client_id, text) = (client_id.clone(), text.clone());
            let take_back = move || {
                is_offered.set(false);
                chat.take_back(&client_id, &text);
            };
            Tag::button("adda-undo", take_back).text(chat.launch.texts.undo)
        },
    )
}
