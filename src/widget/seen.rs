//! Read receipts. A message of the shop counts as read when the customer has it
//! on screen in an open window of a visible page, not when a poll has fetched
//! it.

use web_sys::{Element, HtmlElement};

use super::{chat::Chat, task::spawn};
use crate::{api::customer::calls::mark_read, model::ids::MessageId, ui::signals::*, wire};

/// The attribute with which `received` in `row.rs` names its message.
const MESSAGE_ATTRIBUTE: &str = "data-message";
/// The height of a bubble that must be visible for it to count, in pixels: one
/// line.
const ONE_LINE: f64 = 20.0;

/// Tells the server which messages the customer has seen, each once.
#[derive(Clone, Copy)]
pub struct Receipts {
    chat: Chat,
    is_telling: StoredValue<bool>,
}

impl Receipts {
    /// Returns a state before the first receipt.
    pub fn new(chat: Chat) -> Self {
        Self { chat, is_telling: StoredValue::new(false) }
    }

    /// Checks which messages are on screen in `log`, whose rows are in `rows`.
    pub fn look(self, log: &HtmlElement, rows: &HtmlElement) {
        let chat = self.chat;
        if chat.in_view.try_get_untracked() != Some(true) || self.is_telling.get_value() {
            return;
        }
        let Some(seen) = last_on_screen(log, rows) else { return };
        let is_news = chat.timeline.with_untracked(|timeline| timeline.has_unread_up_to(seen));
        let Some(conversation) = chat.conversation().filter(|_| is_news) else { return };
        self.is_telling.set_value(true);
        spawn(async move {
            // If it fails, the next poll triggers another check.
            let is_told = mark_read(conversation.clone(), seen).await.is_ok();
            // The customer may have switched to another conversation in the
            // meantime.
            if is_told && chat.conversation().as_ref() == Some(&conversation) {
                chat.timeline.update(|timeline| timeline.mark_read(seen));
                // The poll updates the other tabs' counts.
                chat.poll.wake();
            }
            self.is_telling.set_value(false);
        });
    }
}

/// Returns the lowest received message with at least one visible line.
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
