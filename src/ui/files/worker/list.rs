//! The list of uploads.

use js_sys::{Date, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::{
    Work,
    line::{Attempts, Progress},
    refusal::Refusal,
    store::FileStore,
    tray::upload_tray,
    upload::{Content, Keeping, Upload},
    xhr::Request,
};
use crate::{
    model::{
        attachment::{BEGINNING, Beginning},
        error::ErrorCode,
        ids::ClientId,
        language::Language,
        message::MessageText,
    },
    ui::{
        dom::Tag,
        files::uploads::{Leaving, Picked, Uploads},
        pace::{self, Waker},
        page,
        signals::*,
    },
};

/// The list of uploads, and what sends them. Lives as long as the owner under
/// which it was created; unfinished uploads are then aborted.
#[derive(Clone, Copy)]
pub(super) struct Worker {
    /// The rules, the store, and where the files go.
    pub uploads: Uploads,
    pub list: RwSignal<Vec<Upload>>,
    /// Whether the files of earlier pages have been looked for.
    pub is_restored: StoredValue<bool>,
    /// The file that is being sent.
    pub current: StoredValue<Option<(ClientId, Request)>, LocalStorage>,
    pub waker: Waker,
}

impl Worker {
    /// Returns an empty list.
    pub fn new(uploads: Uploads) -> Self {
        let (waker, sleeper) = pace::sleeper();
        let worker = Self {
            uploads,
            list: RwSignal::new(Vec::new()),
            is_restored: StoredValue::new(false),
            current: StoredValue::new_local(None),
            waker,
        };
        page::on_change(move || worker.hurry());
        on_cleanup(move || worker.abort_all());
        spawn_owned(worker.run(sleeper));
        worker
    }

    /// Puts files into the composer, or sends them at once if their sender has pressed the button
    /// already. Shows for each refused file why.
    fn take_picked(self, Picked { place, files, at, is_sent }: Picked) {
        let mut added = Vec::new();
        for (number, file) in files.into_iter().enumerate() {
            let name = file.name();
            // Files that are picked together keep their order.
            let picked_at = at + number as f64 / 1_000.0;
            let content = Content { file: file.into(), is_copy: false, key: None, _hold: None };
            added.push(Upload::new(page::new_client_id(), place.clone(), name, picked_at, content));
        }
        self.list.update(|list| list.extend(added.iter().cloned()));
        spawn_local(async move {
            for upload in added {
                self.refuses(&upload).await;
            }
        });
        if is_sent {
            self.send_staged(&place, "");
        }
    }

    /// Sends the files in the composer of a place, the first one with a text. Returns the id of the
    /// last file's message; none if there are no files.
    fn send_staged(self, place: &str, caption: &str) -> Option<ClientId> {
        let mut sent = Vec::new();
        self.list.update(|list| {
            // Behind those that were sent before.
            list.sort_by_key(Upload::is_staged);
            sent = list.iter().filter(|upload| upload.is_staged() && upload.place == place).cloned().collect();
        });
        for (number, upload) in sent.iter().enumerate() {
            if number == 0 {
                upload.caption.set_value(caption.to_owned());
            }
            // Files that are sent together keep their order.
            upload.picked_at.set_value(Date::now() + number as f64 / 1_000.0);
            upload.progress.set(Progress::Waiting);
            self.keep(upload.clone());
        }
        self.waker.wake();
        sent.pop().map(|upload| upload.client_id)
    }

    /// Sends the text of a file that is not sent itself as a message of its own.
    pub(super) fn send_caption_alone(self, upload: &Upload) {
        let Some(target) = self.uploads.target() else { return };
        if let Ok(text) = MessageText::new(&upload.caption.get_value())
            && target.send_text(&upload.place, text)
        {
            upload.caption.set_value(String::new());
        }
    }

    /// Returns whether a file is refused without being sent, because of its
    /// size or content.
    pub(super) async fn refuses(self, upload: &Upload) -> bool {
        let (Some(rules), Some(file)) = (self.uploads.rules.get_untracked(), upload.file()) else { return false };
        // A file that cannot be read is reported when it is sent.
        let Some(head) = beginning(&file).await else { return false };
        let Err(problem) = rules.check(upload.size, Beginning::of(&head)) else { return false };
        upload.progress.try_set(Progress::Refused(Refusal::Checked(problem)));
        true
    }

    /// Cancels an upload.
    pub(super) fn cancel(self, upload: &Upload) {
        let is_current = self
            .current
            .with_value(|current| current.as_ref().is_some_and(|(current, _)| *current == upload.client_id));
        if is_current {
            self.abort();
        }
        self.send_caption_alone(upload);
        self.forget(upload);
    }

    /// Retries a refused upload. Its id stays the same: if it had arrived after
    /// all, it does not arrive twice.
    pub(super) fn retry(self, upload: &Upload) {
        upload.attempts.set_value(Attempts::default());
        upload.progress.set(Progress::Waiting);
        if upload.keeping.get_untracked() != Keeping::Kept {
            self.keep(upload.clone());
        }
        self.waker.wake();
    }

    pub(super) fn has(self, client_id: &ClientId) -> bool {
        let has = |list: &Vec<Upload>| list.iter().any(|upload| upload.client_id == *client_id);
        self.list.try_with_untracked(has).unwrap_or_default()
    }

    /// Removes a file from the list and the store.
    pub(super) fn forget(self, upload: &Upload) {
        self.list.update(|list| list.retain(|other| other.client_id != upload.client_id));
        self.delete_stored(upload);
    }

    /// Returns the uploads for a place; tracked.
    pub fn at(self, place: &str) -> Vec<Upload> {
        self.list.with(|list| list.iter().filter(|upload| upload.place == place).cloned().collect())
    }

    /// Aborts all uploads. Stored files stay.
    fn abort_all(self) {
        self.abort();
        let list = self.list.try_update(std::mem::take).unwrap_or_default();
        for upload in list {
            upload.content.try_update_value(Option::take);
        }
    }

    /// Retries at once, because the page or the network has come back.
    fn hurry(self) {
        self.list.with_untracked(|list| {
            list.iter().for_each(|upload| {
                upload.attempts.update_value(Attempts::hurry);
            });
        });
        self.waker.wake();
    }

    fn abort(self) {
        self.current.try_with_value(|current| {
            if let Some((_, request)) = current {
                request.abort();
            }
        });
    }
}

impl Work for Worker {
    fn start(&self, is_new: bool) {
        if is_new {
            self.is_restored.set_value(false);
            spawn_local(self.restore());
        }
        self.waker.wake();
    }

    fn add(&self, picked: Picked) {
        self.take_picked(picked);
    }

    fn send(&self, place: &str, caption: &str) -> Option<ClientId> {
        self.send_staged(place, caption)
    }

    fn has_staged(&self, place: &str) -> bool {
        self.list
            .with(|list| list.iter().any(|upload| upload.place == place && upload.progress.get() == Progress::Staged))
    }

    fn look_for_stored(&self) {
        spawn_local(self.restore());
    }

    fn empty(&self) {
        self.abort_all();
    }

    fn clear(&self, store: FileStore) {
        spawn_local(async move { store.clear().await });
    }

    fn retry_refused(&self, code: ErrorCode) {
        let refused = Progress::Refused(Refusal::Answered(code));
        for upload in self.list.get_untracked() {
            if upload.progress.get_untracked() == refused {
                self.retry(&upload);
            }
        }
    }

    fn is_pending(&self) -> bool {
        self.list.with(|list| list.iter().any(|upload| upload.progress.get().is_pending()))
    }

    fn asks(&self, leaving: Leaving) -> bool {
        let is_at_stake = |upload: &Upload| {
            upload.progress.get().is_pending() && (leaving == Leaving::Asks || upload.keeping.get() != Keeping::Kept)
        };
        self.list.with(|list| list.iter().any(is_at_stake))
    }

    fn has_any(&self, is_meant: &dyn Fn(&str) -> bool) -> bool {
        self.list.with(|list| list.iter().any(|upload| is_meant(&upload.place)))
    }

    fn goes_first(&self, place: &str, written_at: f64) -> bool {
        let is_before = |upload: &Upload| {
            upload.place == place
                && upload.picked_at.get_value() < written_at
                && upload.progress.get_untracked().is_pending()
                && upload.attempts.get_value().is_first()
        };
        !self.is_restored.try_get_value().unwrap_or(true)
            || self.list.try_with_untracked(|list| list.iter().any(is_before)).unwrap_or_default()
    }

    fn tray(&self, place: String, language: Language) -> Tag {
        upload_tray(*self, place, language)
    }
}

/// Returns the first bytes of a file, which tell its type.
async fn beginning(file: &Blob) -> Option<Vec<u8>> {
    let beginning = file.slice_with_f64_and_f64(0.0, BEGINNING as f64).ok()?;
    let buffer = JsFuture::from(beginning.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
