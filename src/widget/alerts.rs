//! Telling of what arrives while nobody looks: a soft sound, and a count before
//! the page's title.

use leptos::prelude::*;

use super::{launch::Launch, sound::Sound};
use crate::ui::title::TitleCount;

/// What the customer has missed.
#[derive(Clone, Copy)]
pub struct Alerts {
    /// The sound, which can be muted.
    pub sound: Sound,
    launch: Launch,
    in_view: Memo<bool>,
    missed: RwSignal<u32>,
}

impl Alerts {
    /// Nothing missed; `in_view` says when somebody looks.
    pub fn new(launch: Launch, in_view: Memo<bool>) -> Self {
        let missed = RwSignal::new(0);
        let title = TitleCount::new();
        Effect::new(move || {
            if in_view.get() {
                missed.set(0);
            }
            title.show(missed.get(), launch.language);
        });
        Self { sound: Sound::new(), launch, in_view, missed }
    }

    /// Tells of messages, if nobody looks.
    pub fn received(self, count: u32) {
        if count == 0 || self.in_view.get_untracked() {
            return;
        }
        self.missed.update(|missed| *missed += count);
        // Browsers let a page sound only once it has been touched.
        if self.launch.was_opened.get_untracked() {
            self.sound.play();
        }
    }
}
