//! The request that takes back a message.

use leptos::prelude::*;

use crate::{
    api::recalling::recall_message,
    console::{
        conversation::{composer::REPLY_ID, draft::draft_key, mode::Mode, state::use_conversation},
        focus::focus,
        inbox::use_inbox,
        notice::use_notices,
    },
    ui::draft::Draft,
};

/// Takes back the message that the agent has chosen. Its text returns to the draft, if that is empty.
/// Shows nothing.
#[component]
pub fn RecallTask() -> impl IntoView {
    let (conversation, inbox, notices) = (use_conversation(), use_inbox(), use_notices());
    let recalls = conversation.recalls;
    Effect::new(move |_| {
        let Some(client_id) = recalls.asked.get() else { return };
        recalls.asked.set(None);
        recalls.withdraw(&client_id);
        let found = conversation.timeline.with_untracked(|timeline| {
            let sent = timeline.messages().rev().find(|message| message.client_id.as_ref() == Some(&client_id));
            sent.map(|message| (message.id, message.content.clone(), message.is_note))
        });
        let Some((message, text, is_note)) = found else { return };
        let (id, me) = (conversation.id(), conversation.me());
        let recalled = conversation.session().change(recall_message(id.clone(), message));
        // The button that had the focus is gone.
        focus(REPLY_ID);
        conversation.spawn(async move {
            if let Err(error) = recalled.await {
                return notices.tell(&error);
            }
            let key = draft_key(me, &id, if is_note { Mode::Note } else { Mode::Reply });
            if Draft::kept(&key).text.is_empty() {
                Draft::new(text).keep(&key);
                recalls.restored.notify();
                conversation.drafts.are_any.set(true);
                conversation.drafts.edited.notify();
            }
            // The polls remove the message from the log, and bring the row of the list.
            inbox.open_changed.notify();
            inbox.wake();
        });
    });
}
