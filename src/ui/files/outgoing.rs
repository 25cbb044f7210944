//! The uploads for one place, such as a window or a conversation.

use web_sys::FileList;

use super::uploads::Uploads;
use crate::{
    model::{attachment::AttachmentRules, ids::ClientId},
    ui::signals::*,
};

/// Files picked for one place.
#[derive(Clone, Copy)]
pub struct Outgoing {
    pub(super) uploads: Uploads,
    place: StoredValue<String>,
}

impl Uploads {
    /// Returns the uploads for a place.
    pub fn to(self, place: &str) -> Outgoing {
        Outgoing { uploads: self, place: StoredValue::new(place.to_owned()) }
    }
}

impl Outgoing {
    /// Returns the rules for uploads; none until they are known.
    pub fn rules(self) -> Memo<Option<AttachmentRules>> {
        self.uploads.rules
    }

    /// Puts files into the composer. Shows for each refused file why.
    pub fn add(self, files: &FileList) {
        let files = (0..files.length()).filter_map(|at| files.get(at)).collect();
        self.place.with_value(|place| self.uploads.add(place, files));
    }

    /// Sends the files in the composer. If the text goes with the first of them, returns the id of the
    /// last file's message.
    pub fn send(self, caption: &str) -> Option<ClientId> {
        self.place.with_value(|place| self.uploads.send(place, caption))
    }

    /// Returns whether there are files in the composer; tracked.
    pub fn has_staged(self) -> bool {
        self.place.with_value(|place| self.uploads.has_staged(place))
    }

    /// Returns whether there are uploads; tracked.
    pub fn has_any(self) -> bool {
        self.place.with_value(|mine| self.uploads.has_any(&|place| place == mine))
    }

    pub(super) fn place(self) -> String {
        self.place.get_value()
    }
}
