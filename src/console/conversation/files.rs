//! The uploads of this agent in one conversation. Files for the customer and
//! files for colleagues are separate from the moment they are picked: neither a
//! retry nor a switch between reply and note sends one to the wrong readers.

use super::mode::Mode;
use crate::{console::files::use_files, model::ids::ConversationId, ui::files::Outgoing};

/// The files of one conversation.
#[derive(Clone, Copy)]
pub struct Files {
    /// The files for the customer.
    pub replies: Outgoing,
    /// The files for colleagues.
    pub notes: Outgoing,
}

impl Files {
    /// Returns the uploads of a conversation.
    pub fn new(id: &ConversationId) -> Self {
        let files = use_files();
        files.refresh_rules();
        Self { replies: files.to(id, "upload"), notes: files.to(id, "note/upload") }
    }

    /// Returns the uploads of a mode.
    pub fn of(self, mode: Mode) -> Outgoing {
        match mode {
            Mode::Reply => self.replies,
            Mode::Note => self.notes,
        }
    }
}
