//! The uploads of one person. They belong to the whole chat, or to an agent's
//! tab, and continue when another page is shown.

use std::rc::Rc;

use js_sys::{Date, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, File};

use super::{
    line::{Attempts, Progress},
    refusal::Refusal,
    store::FileStore,
    upload::{Content, Keeping, Upload},
    xhr::Request,
};
use crate::{
    model::{
        attachment::{AttachmentRules, BEGINNING, Beginning},
        error::ErrorCode,
        ids::ClientId,
        message::Message,
        timestamp::Timestamp,
    },
    ui::{
        bell::wait,
        dom::later,
        pace::{self, Waker},
        page::{self, Listener, window},
        signals::*,
        storage,
    },
};

/// The pause between two checks whether files that were picked before a message have been sent,
/// in milliseconds, and the number of checks after which the message is sent before them: 15
/// seconds in all.
const LOOK_MS: u32 = 250;
const LOOKS: u32 = 60;

/// Addresses uploads and receives their outcome. A place is what a file was
/// picked for, in a form that only the door understands.
pub trait Door {
    /// Returns the address for a file that was picked at a moment, in
    /// milliseconds since 1970; none while it cannot be sent.
    fn address(&self, place: &str, picked_at: f64) -> Option<String>;

    /// Called with the message of a file that was sent to an address.
    fn sent(&self, place: &str, address: &str, message: Message);

    /// Called when the server does not know the sender, or when the
    /// conversation at an address is not theirs. Returns whether the file is
    /// sent again later.
    fn is_lost(&self, place: &str, address: &str, code: ErrorCode) -> bool;
}

/// When the browser asks for confirmation before a page with uploads is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Whenever there are uploads.
    Asks,
    /// If an upload would be lost.
    AsksForUnkept,
}

/// The uploads. They live as long as the current owner; unfinished ones are
/// then aborted.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// The rules for uploads; none until they are known.
    pub rules: Signal<Option<AttachmentRules>>,
    pub(super) list: RwSignal<Vec<Upload>>,
    /// Whether the files of earlier pages have been looked for.
    pub(super) is_restored: StoredValue<bool>,
    pub(super) door: StoredValue<Option<Rc<dyn Door>>, LocalStorage>,
    pub(super) store: StoredValue<Option<FileStore>>,
    /// The file that is being sent.
    pub(super) current: StoredValue<Option<(ClientId, Request)>, LocalStorage>,
    pub(super) waker: Waker,
}

impl Uploads {
    /// Returns an empty list. Nothing is sent or stored before [`Self::start`].
    pub fn new(rules: impl Into<Signal<Option<AttachmentRules>>>, leaving: Leaving) -> Self {
        let (waker, sleeper) = pace::sleeper();
        let uploads = Self {
            rules: rules.into(),
            list: RwSignal::new(Vec::new()),
            is_restored: StoredValue::new(false),
            door: StoredValue::new_local(None),
            store: StoredValue::new(None),
            current: StoredValue::new_local(None),
            waker,
        };
        page::on_change(move || uploads.hurry());
        StoredValue::new_local(uploads.follow_other_tabs());
        let asks = Memo::new(move |_| uploads.asks(leaving));
        // Listens only while needed: browsers do not cache pages with such a listener for the
        // back button.
        let asking = StoredValue::<Option<Listener>, LocalStorage>::new_local(None);
        later(move || {
            let listener = || Listener::new(window().into(), "beforeunload", |event| ask(&event));
            asking.set_value(asks.get().then(listener));
        });
        on_cleanup(move || uploads.empty());
        spawn_owned(uploads.run(sleeper));
        uploads
    }

    /// Starts to send, and takes over the stored files of earlier pages.
    /// Another call changes the door. When the current owner is cleaned up,
    /// files wait until the next call.
    pub fn start(self, store: FileStore, door: impl Door + 'static) {
        self.door.set_value(Some(Rc::new(door)));
        on_cleanup(move || {
            self.door.try_update_value(Option::take);
        });
        if self.store.with_value(Option::is_none) {
            self.store.set_value(Some(store));
            spawn_local(self.restore());
        }
        self.waker.wake();
    }

    /// Aborts all uploads, until the next [`Self::start`]. Stored files stay.
    pub fn stop(self) {
        self.empty();
        self.store.set_value(None);
        self.door.set_value(None);
        self.is_restored.set_value(false);
    }

    /// Sends files as soon as possible. Shows for each refused file why.
    pub(super) fn add(self, place: &str, files: Vec<File>) {
        let mut added = Vec::new();
        for (at, file) in files.into_iter().enumerate() {
            let name = file.name();
            // Files that are picked together keep their order.
            let picked_at = Date::now() + at as f64 / 1_000.0;
            let content = Content { file: file.into(), is_copy: false, key: None, _hold: None };
            let upload = Upload::new(page::new_client_id(), place.to_owned(), name, picked_at, content);
            added.push(upload);
        }
        self.list.update(|list| list.extend(added.iter().cloned()));
        spawn_local(async move {
            for upload in added {
                if !self.refuses(&upload).await && self.has(&upload.client_id) {
                    self.keep(upload);
                }
            }
        });
        self.waker.wake();
    }

    /// Returns whether a file is refused without being sent, because of its
    /// size or content.
    pub(super) async fn refuses(self, upload: &Upload) -> bool {
        let (Some(rules), Some(file)) = (self.rules.get_untracked(), upload.file()) else { return false };
        // A file that cannot be read is reported when it is sent.
        let Some(head) = beginning(&file).await else { return false };
        let Err(problem) = rules.check(upload.size, Beginning::of(&head)) else { return false };
        upload.progress.try_set(Progress::Refused(Refusal::Checked(problem)));
        true
    }

    /// Returns whether any upload is pending; tracked.
    pub fn is_pending(self) -> bool {
        self.list.with(|list| list.iter().any(|upload| upload.progress.get().is_pending()))
    }

    /// Returns whether a place with this prefix has uploads; tracked.
    pub fn has_any_at(self, beginning: &str) -> bool {
        self.list.with(|list| list.iter().any(|upload| upload.place.starts_with(beginning)))
    }

    /// Retries the uploads that were refused for this reason.
    pub fn retry_refused(self, code: ErrorCode) {
        let refused = Progress::Refused(Refusal::Answered(code));
        for upload in self.list.get_untracked() {
            if upload.progress.get_untracked() == refused {
                self.retry(&upload);
            }
        }
    }

    /// Waits until the files that were picked for a place before a message was
    /// written have been sent, so that all arrive in order. Does not wait for a
    /// file that fails or takes too long.
    pub async fn let_pass(self, place: &str, written_at: &Timestamp) {
        let written_at = Date::parse(&written_at.0);
        for _ in 0..LOOKS {
            if !self.goes_first(place, written_at) {
                return;
            }
            wait(LOOK_MS).await;
        }
    }

    fn goes_first(self, place: &str, written_at: f64) -> bool {
        let is_before = |upload: &Upload| {
            upload.place == place
                && upload.picked_at < written_at
                && upload.progress.get_untracked().is_pending()
                && upload.attempts.get_value().is_first()
        };
        !self.is_restored.try_get_value().unwrap_or(true)
            || self.list.try_with_untracked(|list| list.iter().any(is_before)).unwrap_or_default()
    }

    /// Cancels an upload.
    pub(super) fn cancel(self, upload: &Upload) {
        let is_current = self
            .current
            .with_value(|current| current.as_ref().is_some_and(|(current, _)| *current == upload.client_id));
        if is_current {
            self.abort();
        }
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
        self.unkeep(upload);
        if self.list.with_untracked(Vec::is_empty)
            && let Some(store) = self.store.get_value()
        {
            storage::remove(store.name());
        }
    }

    /// Aborts all uploads of this tab. Stored files stay.
    pub(super) fn empty(self) {
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

    fn asks(self, leaving: Leaving) -> bool {
        let is_at_stake = |upload: &Upload| {
            upload.progress.get().is_pending() && (leaving == Leaving::Asks || upload.keeping.get() != Keeping::Kept)
        };
        self.list.with(|list| list.iter().any(is_at_stake))
    }
}

/// Returns the first bytes of a file, which tell its type.
async fn beginning(file: &Blob) -> Option<Vec<u8>> {
    let beginning = file.slice_with_f64_and_f64(0.0, BEGINNING as f64).ok()?;
    let buffer = JsFuture::from(beginning.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Makes the browser ask for confirmation before the page is left.
fn ask(event: &Event) {
    event.prevent_default();
    // Older browsers check this property.
    let _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
}
