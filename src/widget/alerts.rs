//! Alerts the customer to messages that arrive out of view: a soft sound, and
//! the count of unread messages before the page's title.

use std::sync::Arc;

use super::{embed, launch::Launch, sound::Sound};
use crate::{
    model::{ids::MessageId, message::Message},
    ui::{dom::later, signals::*, storage},
    wire,
};

/// The storage key of the newest message that any tab has alerted to.
const ALERTED_KEY: &str = "adda.told";

/// The alerts on messages that the customer has missed.
#[derive(Clone, Copy)]
pub struct Alerts {
    /// The sound, which can be muted.
    pub sound: Sound,
    launch: Launch,
    in_view: Memo<bool>,
}

impl Alerts {
    /// Returns the state without missed messages; `in_view` says whether the
    /// customer sees the window.
    pub fn new(launch: Launch, in_view: Memo<bool>) -> Self {
        later(move || {
            let count = if in_view.get() { 0 } else { launch.unread.get() };
            launch.title.show(count, launch.language);
        });
        Self { sound: Sound::new(), launch, in_view }
    }

    /// Alerts to new messages, unless the customer sees them, another tab has
    /// alerted to them (`is_told`, or the stored one), or they were read
    /// elsewhere.
    pub fn received(self, messages: &[Arc<Message>], is_told: bool) {
        messages.iter().for_each(|message| embed::received(message));
        let newest = messages.iter().filter(|message| !message.is_read).map(|message| message.id).max();
        let Some(newest) = newest else { return };
        if self.in_view.get_untracked() {
            // The customer sees it here, so no other tab needs to alert to it.
            record_alert(newest);
            return;
        }
        // Browsers allow sound only after the user has interacted with the
        // page.
        if !is_told && self.launch.was_opened.get_untracked() && record_alert(newest) {
            self.sound.play();
        }
    }
}

/// Records that this message has been alerted to. Returns `false` if a tab has
/// alerted to it or a newer one before.
fn record_alert(message: MessageId) -> bool {
    let told = storage::get(ALERTED_KEY).and_then(|told| wire::parse(&told));
    let is_first = told < Some(message);
    if is_first {
        storage::set(ALERTED_KEY, &wire::stringify(&message));
    }
    is_first
}
