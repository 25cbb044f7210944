//! The files of one person that are on their way. They belong to the whole chat,
//! or to an agent's tab, and go on whatever is shown meanwhile.

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

/// How often a message looks whether the files before it have gone, and after
/// how many looks it goes first: a quarter of a second, and 15 seconds in all.
const LOOK_MS: u32 = 250;
const LOOKS: u32 = 60;

/// Where files go, and who is told of what becomes of them. A place is what a
/// file was picked for, in words that mean something to the door only.
pub trait Door {
    /// Returns the address for a file that was picked at a moment, in
    /// milliseconds since 1970; none as long as it cannot go.
    fn address(&self, place: &str, picked_at: f64) -> Option<String>;

    /// Takes in the message of a file that was sent to an address.
    fn sent(&self, place: &str, address: &str, message: Message);

    /// Takes in that the server does not know the sender, or not the
    /// conversation at an address. Returns whether the file is sent again later.
    fn is_lost(&self, place: &str, address: &str, code: ErrorCode) -> bool;
}

/// When the browser asks before a page with files on their way is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Whenever there are any.
    Asks,
    /// If one would be lost.
    AsksForUnkept,
}

/// The files on their way. Lives as long as the owner that made it; what has
/// not arrived by then is given up.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// Which files are taken; none while that is not known.
    pub rules: Signal<Option<AttachmentRules>>,
    pub(super) list: RwSignal<Vec<Upload>>,
    /// Whether what an earlier page left has been looked for.
    pub(super) is_restored: StoredValue<bool>,
    pub(super) door: StoredValue<Option<Rc<dyn Door>>, LocalStorage>,
    pub(super) store: StoredValue<Option<FileStore>>,
    /// What is being sent.
    pub(super) current: StoredValue<Option<(ClientId, Request)>, LocalStorage>,
    pub(super) waker: Waker,
}

impl Uploads {
    /// Makes an empty list. Nothing is sent or stored before [`Self::start`].
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
        // Listening only then: pages that always do are not kept for the way back.
        let asking = StoredValue::<Option<Listener>, LocalStorage>::new_local(None);
        later(move || {
            let listener = || Listener::new(window().into(), "beforeunload", |event| ask(&event));
            asking.set_value(asks.get().then(listener));
        });
        on_cleanup(move || uploads.empty());
        spawn_owned(uploads.run(sleeper));
        uploads
    }

    /// Begins to send, and takes up what earlier pages have left in the store.
    /// Called again, it changes the door. Files wait from when the current owner
    /// is cleaned up until then.
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

    /// Gives up all files, and ends until the next [`Self::start`]. What is in
    /// the store stays there.
    pub fn stop(self) {
        self.empty();
        self.store.set_value(None);
        self.door.set_value(None);
        self.is_restored.set_value(false);
    }

    /// Sends files as soon as possible; says of each that is not taken why.
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

    /// Returns whether a file is refused without being sent, by its size and its
    /// content.
    pub(super) async fn refuses(self, upload: &Upload) -> bool {
        let (Some(rules), Some(file)) = (self.rules.get_untracked(), upload.file()) else { return false };
        // What cannot be read now is found out when it is sent.
        let Some(head) = beginning(&file).await else { return false };
        let Err(problem) = rules.check(upload.size, Beginning::of(&head)) else { return false };
        upload.progress.try_set(Progress::Refused(Refusal::Checked(problem)));
        true
    }

    /// Returns whether any is still to be sent; tracked.
    pub fn is_pending(self) -> bool {
        self.list.with(|list| list.iter().any(|upload| upload.progress.get().is_pending()))
    }

    /// Returns whether a place that begins so has any; tracked.
    pub fn has_any_at(self, beginning: &str) -> bool {
        self.list.with(|list| list.iter().any(|upload| upload.place.starts_with(beginning)))
    }

    /// Sends again what was refused for this reason.
    pub fn retry_refused(self, code: ErrorCode) {
        let refused = Progress::Refused(Refusal::Answered(code));
        for upload in self.list.get_untracked() {
            if upload.progress.get_untracked() == refused {
                self.retry(&upload);
            }
        }
    }

    /// Waits until the files that were picked for a place before a message was
    /// written have gone, so that they arrive in the order of their sending. A
    /// file that fails, or takes too long, is not waited for.
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

    /// Gives a file up.
    pub(super) fn cancel(self, upload: &Upload) {
        let is_current = self
            .current
            .with_value(|current| current.as_ref().is_some_and(|(current, _)| *current == upload.client_id));
        if is_current {
            self.abort();
        }
        self.forget(upload);
    }

    /// Sends a refused file again. It keeps its name: if it had arrived after
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

    /// Takes a file out of the list and the store.
    pub(super) fn forget(self, upload: &Upload) {
        self.list.update(|list| list.retain(|other| other.client_id != upload.client_id));
        self.unkeep(upload);
        if self.list.with_untracked(Vec::is_empty)
            && let Some(store) = self.store.get_value()
        {
            storage::remove(store.name());
        }
    }

    /// Gives up all files of this tab. Those in the store stay there.
    pub(super) fn empty(self) {
        self.abort();
        let list = self.list.try_update(std::mem::take).unwrap_or_default();
        for upload in list {
            upload.content.try_update_value(Option::take);
        }
    }

    /// The page or the network has come back.
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

/// Returns as much of a file as tells what it is.
async fn beginning(file: &Blob) -> Option<Vec<u8>> {
    let beginning = file.slice_with_f64_and_f64(0.0, BEGINNING as f64).ok()?;
    let buffer = JsFuture::from(beginning.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Has the browser ask whether the page is to be left.
fn ask(event: &Event) {
    event.prevent_default();
    // What older browsers look at.
    let _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
}
