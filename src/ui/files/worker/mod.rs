//! The program that stores and sends files, and shows their progress. It is a
//! part of its own, fetched when there is something to send: most visitors
//! never send a file.

mod failure;
mod hold;
mod keeping;
mod line;
mod list;
mod refusal;
mod sending;
mod store;
mod thumbnail;
mod tray;
mod upload;
mod xhr;

use std::rc::Rc;

use self::list::Worker;
pub use self::{refusal::Refusal, store::FileStore};
use super::uploads::{Leaving, Picked, Uploads};
use crate::{
    model::{error::ErrorCode, ids::ClientId, language::Language},
    ui::{dom::Tag, part::part},
};

/// What the rest of the program asks the worker to do.
pub(super) trait Work {
    /// Sends the files. Takes over the stored files of earlier pages if the
    /// store is new.
    fn start(&self, is_new: bool);

    /// Puts picked files into the composer.
    fn add(&self, picked: Picked);

    /// Sends the files in the composer of a place, with a text. Returns the id of the last file's
    /// message; none if there are no files.
    fn send(&self, place: &str, caption: &str) -> Option<ClientId>;

    /// Returns whether a place has files in the composer; tracked.
    fn has_staged(&self, place: &str) -> bool;

    /// Looks for files that another tab has stored.
    fn look_for_stored(&self);

    /// Aborts all uploads of this tab. Stored files stay.
    fn empty(&self);

    /// Deletes all stored files of a person.
    fn clear(&self, store: FileStore);

    /// Retries the uploads that were refused for this reason.
    fn retry_refused(&self, code: ErrorCode);

    /// Returns whether any upload is pending; tracked.
    fn is_pending(&self) -> bool;

    /// Returns whether the browser asks for confirmation before the page is
    /// left; tracked.
    fn asks(&self, leaving: Leaving) -> bool;

    /// Returns whether a place that `is_meant` has uploads; tracked.
    fn has_any(&self, is_meant: &dyn Fn(&str) -> bool) -> bool;

    /// Returns whether a file for a place is to be sent before a message that
    /// was written at a moment, in milliseconds since 1970.
    fn goes_first(&self, place: &str, written_at: f64) -> bool;

    /// Returns the list of the uploads for a place.
    fn tray(&self, place: String, language: Language) -> Tag;
}

part! {
    file: files, fetch: fetch_worker;
    /// Returns the worker. It lives as long as the current owner.
    pub(super) fn worker(uploads: Uploads) -> Rc<dyn Work> {
        Rc::new(Worker::new(uploads))
    }
}
