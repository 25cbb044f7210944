//! An upload.

use web_sys::Blob;

use super::{
    hold::Hold,
    line::{Attempts, Progress, Turn},
    store::Row,
};
use crate::{model::ids::ClientId, ui::signals::*};

/// Whether a file survives the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// The browser is storing it.
    Storing,
    /// It is stored.
    Kept,
    /// The browser does not store it.
    NotKept,
}

/// A file and its state.
#[derive(Clone)]
pub(super) struct Upload {
    /// The id of its message, by which the server accepts it only once.
    pub client_id: ClientId,
    /// The place that it was picked for.
    pub place: String,
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// When it was picked, and later when it was sent, in milliseconds since 1970.
    pub picked_at: StoredValue<f64>,
    /// The text that goes with it; may be empty.
    pub caption: StoredValue<String>,
    pub progress: RwSignal<Progress>,
    pub keeping: RwSignal<Keeping>,
    pub attempts: StoredValue<Attempts>,
    /// None once it has been sent or cancelled: signals may outlive a file,
    /// which is large.
    pub content: StoredValue<Option<Content>, LocalStorage>,
}

/// The content of a file in this browser.
pub(super) struct Content {
    pub file: Blob,
    /// Whether it is the browser's stored copy, not the sender's file.
    pub is_copy: bool,
    /// Its key in the store.
    pub key: Option<f64>,
    /// The lock that tells the other tabs that this one sends it.
    pub _hold: Option<Hold>,
}

impl Upload {
    /// Creates an upload in the composer or, if it is a stored copy, one that waits for its turn.
    pub fn new(client_id: ClientId, place: String, name: String, picked_at: f64, content: Content) -> Self {
        Self {
            client_id,
            place,
            name,
            // A file has far fewer than 2^53 bytes.
            size: content.file.size() as u64,
            picked_at: StoredValue::new(picked_at),
            caption: StoredValue::new(String::new()),
            progress: RwSignal::new(if content.is_copy { Progress::Waiting } else { Progress::Staged }),
            keeping: RwSignal::new(if content.is_copy { Keeping::Kept } else { Keeping::Storing }),
            attempts: StoredValue::new(Attempts::default()),
            content: StoredValue::new_local(Some(content)),
        }
    }

    /// Returns whether it is in the composer; not tracked.
    pub fn is_staged(&self) -> bool {
        self.progress.get_untracked() == Progress::Staged
    }

    /// Returns its entry for the queue.
    pub fn turn(&self) -> Turn<'_> {
        let attempts = self.attempts.get_value();
        Turn { place: &self.place, progress: self.progress.get_untracked(), attempts }
    }

    /// Returns the file, unless it has been sent or cancelled.
    pub fn file(&self) -> Option<Blob> {
        self.content.with_value(|content| Some(content.as_ref()?.file.clone()))
    }

    /// Returns its key in the store.
    pub fn key(&self) -> Option<f64> {
        self.content.with_value(|content| content.as_ref()?.key)
    }

    /// Returns the row to store for it.
    pub fn row<'a>(&'a self, file: &'a Blob) -> Row<'a> {
        Row {
            client_id: &self.client_id,
            place: &self.place,
            name: &self.name,
            caption: self.caption.get_value(),
            picked_at: self.picked_at.get_value(),
            file,
        }
    }
}
