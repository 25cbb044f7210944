//! The sound of a new message, which the customer can mute.

use crate::ui::{chime::Chime, signals::*, storage};

const MUTED_KEY: &str = "adda.muted";

/// The sound of a new message.
#[derive(Clone, Copy)]
pub struct Sound {
    /// Whether the customer has muted it; stored.
    pub is_muted: RwSignal<bool>,
    chime: Chime,
}

impl Sound {
    /// Returns the sound, muted if it was muted on the last page.
    pub fn new() -> Self {
        Self { is_muted: RwSignal::new(storage::get(MUTED_KEY).is_some()), chime: Chime::new() }
    }

    /// Mutes or unmutes the sound.
    pub fn toggle(self) {
        self.is_muted.update(|is_muted| *is_muted = !*is_muted);
        if self.is_muted.get_untracked() {
            storage::set(MUTED_KEY, "1");
        } else {
            storage::remove(MUTED_KEY);
        }
    }

    /// Plays the sound, unless it is muted.
    pub fn play(self) {
        if !self.is_muted.get_untracked() {
            self.chime.play();
        }
    }
}
