//! The uploads of this agent in one conversation. Files for the customer and
//! files for colleagues are separate from the moment they are picked: neither a
//! retry nor a switch between reply and note sends one to the wrong readers.

use leptos::prelude::*;

use super::{mode::Mode, sending::show_sent};
use crate::{
    console::{files::use_files, inbox::Inbox},
    model::ids::ConversationId,
    ui::{files::Outgoing, timeline::Timeline},
};

/// The files of one conversation.
#[derive(Clone, Copy)]
pub struct Files {
    /// The files for the customer.
    pub replies: Outgoing,
    /// The files for colleagues.
    pub notes: Outgoing,
}

impl Files {
    /// Returns the uploads of a conversation, and adds the messages of
    /// completed uploads to the timeline.
    pub fn new(id: &ConversationId, inbox: Inbox, timeline: RwSignal<Timeline>) -> Self {
        let files = use_files();
        files.refresh_rules();
        let shown_id = id.clone();
        files.show_in(id.clone(), move |message| {
            if message.is_note {
                timeline.update(|timeline| timeline.sent(message));
            } else {
                show_sent(&shown_id, message, inbox, timeline);
            }
        });
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
