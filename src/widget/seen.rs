//! Read receipts: a message of the shop is read when the customer has it on
//! screen, in an open window of a visible page; not when a poll has fetched it.

use web_sys::{Element, HtmlElement};

use super::{chat::Chat, server::mark_read};
use crate::{
    model::ids::MessageId,
    ui::{signals::*, wire},
};

/// The attribute with which `Received` in `row.rs` names its message.
const MESSAGE_ATTRIBUTE: &str = "data-message";
/// So much of a bubble must be visible for it to count, in pixels: one line.
const ONE_LINE: f64 = 20.0;

/// Tells the server what the customer has seen, each message once.
#[derive(Clone, Copy)]
pub struct Receipts {
    chat: Chat,
    is_telling: StoredValue<bool>,
}

impl Receipts {
    /// Nothing told yet.
    pub fn new(chat: Chat) -> Self {
        Self { chat, is_telling: StoredValue::new(false) }
    }

    /// Looks at what is on screen in `log` now, whose rows are in `rows`.
    pub fn look(self, log: &HtmlElement, rows: &HtmlElement) {
        let chat = self.chat;
        if chat.in_view.try_get_untracked() != Some(true) || self.is_telling.get_value() {
            return;
        }
        let Some(seen) = last_on_screen(log, rows) else { return };
        let is_news = chat.timeline.with_untracked(|timeline| timeline.has_unread_up_to(seen));
        let Some(conversation) = chat.conversation().filter(|_| is_news) else { return };
        self.is_telling.set_value(true);
        spawn_local(async move {
            // If it fails, the next poll has us look again.
            let is_told = mark_read(&conversation, seen).await.is_ok();
            // The customer may have turned to another conversation meanwhile.
            if is_told && chat.conversation().as_ref() == Some(&conversation) {
                chat.timeline.update(|timeline| timeline.mark_read(seen));
                // What the other tabs count comes with the poll.
                chat.poll.wake();
            }
            self.is_telling.set_value(false);
        });
    }
}

/// Returns the lowest received message of which at least a line is in sight.
fn last_on_screen(log: &HtmlElement, rows: &HtmlElement) -> Option<MessageId> {
    let bottom = log.get_bounding_client_rect().bottom();
    let mut row = rows.last_element_child();
    while let Some(element) = row {
        if let Some(id) = message_of(&element)
            && element.get_bounding_client_rect().top() + ONE_LINE <= bottom
        {
            return Some(id);
        }
        row = element.previous_element_sibling();
    }
    None
}

fn message_of(row: &Element) -> Option<MessageId> {
    wire::parse(&row.get_attribute(MESSAGE_ATTRIBUTE)?)
}
