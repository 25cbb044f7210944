//! Telling of what arrives while nobody looks: a soft sound, and the count of
//! unread messages before the page's title.

use std::sync::Arc;

use super::{embed, launch::Launch, sound::Sound};
use crate::{
    model::{ids::MessageId, message::Message},
    ui::{dom::later, signals::*, storage, wire},
};

/// Under this name stands the newest message that was told of, in any tab.
const TOLD_KEY: &str = "adda.told";

/// What the customer has missed.
#[derive(Clone, Copy)]
pub struct Alerts {
    /// The sound, which can be muted.
    pub sound: Sound,
    launch: Launch,
    in_view: Memo<bool>,
}

impl Alerts {
    /// Nothing missed; `in_view` says when somebody looks.
    pub fn new(launch: Launch, in_view: Memo<bool>) -> Self {
        later(move || {
            let count = if in_view.get() { 0 } else { launch.unread.get() };
            launch.title.show(count, launch.language);
        });
        Self { sound: Sound::new(), launch, in_view }
    }

    /// Tells of messages, if nobody looks and no other tab has told of them, as
    /// far as is known or `is_told`; not of those that were read elsewhere.
    pub fn received(self, messages: &[Arc<Message>], is_told: bool) {
        messages.iter().for_each(|message| embed::received(message));
        let newest = messages.iter().filter(|message| !message.is_read).map(|message| message.id).max();
        let Some(newest) = newest else { return };
        if self.in_view.get_untracked() {
            // Seen here: no other tab need tell of it.
            told_first(newest);
            return;
        }
        // Browsers let a page sound only once it has been touched.
        if !is_told && self.launch.was_opened.get_untracked() && told_first(newest) {
            self.sound.play();
        }
    }
}

/// Notes that this message is told of. False if a tab has told of it or of a
/// newer one before.
fn told_first(message: MessageId) -> bool {
    let told = storage::get(TOLD_KEY).and_then(|told| wire::parse(&told));
    let is_first = told < Some(message);
    if is_first {
        storage::set(TOLD_KEY, &wire::stringify(&message));
    }
    is_first
}
