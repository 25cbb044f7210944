//! The uploads of one person. They belong to the whole chat, or to an agent's
//! tab, and continue when another page is shown. The program that sends them
//! (`worker`) is fetched when there is something to send.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;
use web_sys::{Event, File};

use super::worker::{FileStore, Work, fetch_worker, worker};
use crate::{
    model::{
        attachment::AttachmentRules,
        error::ErrorCode,
        ids::ClientId,
        message::{Message, MessageText},
        timestamp::Timestamp,
    },
    ui::{
        bell::wait,
        dom::later,
        pace::{self, Sleeper, Waker},
        page::{Listener, keep, window},
        retry,
        signals::*,
        storage,
    },
    wire,
};

/// The pause between two checks whether files that were picked before a message have been sent,
/// in milliseconds, and the number of checks after which the message is sent before them: 15
/// seconds in all.
const CHECK_INTERVAL_MS: u32 = 250;
const MAX_CHECKS: u32 = 60;
/// The value in `localStorage` once the person has signed out.
const CLEARED: &str = "cleared";

/// Addresses uploads and receives their outcome. A place is what a file was
/// picked for, in a form that only the target understands.
pub trait UploadTarget {
    /// Returns the address for a file that was picked at a moment, in
    /// milliseconds since 1970; none while it cannot be sent.
    fn address(&self, place: &str, picked_at: f64) -> Option<String>;

    /// Called with the message of a file that was sent to an address.
    fn sent(&self, place: &str, address: &str, message: Message);

    /// Called when the server does not know the sender, or when the
    /// conversation at an address is not theirs. Returns whether the file is
    /// sent again later.
    fn retries_after_loss(&self, place: &str, address: &str, code: ErrorCode) -> bool;

    /// Sends the text that was to go with a file, which is not sent. Returns whether it was taken; the
    /// text stays with the file otherwise.
    fn send_text(&self, place: &str, text: MessageText) -> bool;
}

/// When the browser asks for confirmation before a page with uploads is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Whenever there are uploads.
    Asks,
    /// If an upload would be lost.
    AsksForUnstored,
}

/// Files that were picked together.
pub(super) struct Picked {
    /// The place that they were picked for.
    pub place: String,
    pub files: Vec<File>,
    /// In milliseconds since 1970.
    pub at: f64,
    /// Whether their sender has sent them already.
    pub is_sent: bool,
}

/// The uploads. They live as long as the current owner; unfinished ones are
/// then aborted.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// The rules for uploads; none until they are known.
    pub rules: Memo<Option<AttachmentRules>>,
    state: RwSignal<State, LocalStorage>,
    waker: Waker,
}

/// The state of the uploads, except for the list, which the worker has.
#[derive(Default)]
struct State {
    target: Option<Rc<dyn UploadTarget>>,
    store: Option<FileStore>,
    /// The program that sends, once it has been fetched.
    worker: Option<Rc<dyn Work>>,
    /// Whether it has been needed.
    is_needed: bool,
    /// Whether it could not be fetched so far.
    has_failed: bool,
    /// The files that wait for it.
    picked: Vec<Picked>,
    /// The stores that wait to be emptied by it.
    cleared: Vec<FileStore>,
}

impl Uploads {
    /// Returns an empty list. Nothing is sent or stored before [`Self::start`].
    pub fn new(rules: Memo<Option<AttachmentRules>>, leaving: Leaving) -> Self {
        let (waker, sleeper) = pace::sleeper();
        let uploads = Self { rules, state: RwSignal::new_local(State::default()), waker };
        keep(vec![uploads.follow_other_tabs()]);
        // Listens only while needed: browsers do not cache pages with such a listener for the
        // back button.
        let asks = memo(move || uploads.has_waiting(&|_| true) || uploads.ask_worker(|worker| worker.asks(leaving)));
        let asking = StoredValue::<Option<Listener>, LocalStorage>::new_local(None);
        later(move || {
            let listener = || Listener::new(window().into(), "beforeunload", |event| ask(&event));
            asking.set_value(asks.get().then(listener));
        });
        spawn_owned(uploads.provide_worker(sleeper));
        uploads
    }

    /// Starts to send, and takes over the stored files of earlier pages.
    /// Another call changes the target. When the current owner is cleaned up,
    /// files wait until the next call.
    pub fn start(self, store: FileStore, target: impl UploadTarget + 'static) {
        let target: Rc<dyn UploadTarget> = Rc::new(target);
        let has_stored = storage::get(store.name()).is_some();
        let mut is_new = false;
        self.change_untracked(|state| {
            state.target = Some(target);
            is_new = state.store.is_none();
            state.store.get_or_insert(store);
        });
        on_cleanup(move || self.change_untracked(|state| state.target = None));
        match self.worker() {
            Some(worker) => worker.start(is_new),
            None if has_stored => self.request_worker(),
            None => {}
        }
    }

    /// Aborts all uploads, until the next [`Self::start`]. Stored files stay.
    pub fn stop(self) {
        self.empty();
        self.change_untracked(|state| (state.store, state.target) = (None, None));
    }

    /// Deletes all files of the person, in all tabs.
    pub fn clear(self, store: FileStore) {
        self.stop();
        let has_stored = storage::get(store.name()).is_some();
        storage::set(store.name(), CLEARED);
        storage::remove(store.name());
        match self.worker() {
            Some(worker) => worker.clear(store),
            None if has_stored => {
                self.change_untracked(|state| state.cleared.push(store));
                self.request_worker();
            }
            None => {}
        }
    }

    /// Puts files into the composer. Shows for each refused file why.
    pub(super) fn add(self, place: &str, files: Vec<File>) {
        let picked = Picked { place: place.to_owned(), files, at: Date::now(), is_sent: false };
        match self.worker() {
            Some(worker) => worker.add(picked),
            None => {
                self.state.update(|state| state.picked.push(picked));
                self.request_worker();
            }
        }
    }

    /// Sends the files in the composer of a place. If the text goes with them, returns the id of the
    /// last file's message. The text does not go with them while the program is fetched, because only
    /// the outbox survives the page by then.
    pub(super) fn send(self, place: &str, caption: &str) -> Option<ClientId> {
        match self.worker() {
            Some(worker) => worker.send(place, caption),
            None => {
                self.state.update(|state| {
                    state
                        .picked
                        .iter_mut()
                        .filter(|picked| picked.place == place)
                        .for_each(|picked| picked.is_sent = true);
                });
                None
            }
        }
    }

    /// Returns whether a place has files in the composer; tracked.
    pub(super) fn has_staged(self, place: &str) -> bool {
        let is_here = |picked: &Picked| !picked.is_sent && picked.place == place;
        self.state.with(|state| state.picked.iter().any(is_here)) || self.ask_worker(|worker| worker.has_staged(place))
    }

    /// Fetches the program before it is needed. A failure is ignored here.
    pub fn prefetch(self) {
        spawn_local(async {
            let _ = fetch_worker().await;
        });
    }

    /// Returns whether any upload is pending; tracked.
    pub fn is_pending(self) -> bool {
        self.state.with(|state| state.picked.iter().any(|picked| picked.is_sent))
            || self.ask_worker(|worker| worker.is_pending())
    }

    /// Returns whether a place that `is_meant` has uploads; tracked.
    pub fn has_any(self, is_meant: &dyn Fn(&str) -> bool) -> bool {
        self.has_waiting(is_meant) || self.ask_worker(|worker| worker.has_any(is_meant))
    }

    /// Retries the uploads that were refused for this reason.
    pub fn retry_refused(self, code: ErrorCode) {
        if let Some(worker) = self.worker() {
            worker.retry_refused(code);
        }
    }

    /// Waits until the files that were picked for a place before a message was
    /// written have been sent, so that all arrive in order. Does not wait for a
    /// file that fails or takes too long.
    pub async fn wait_for_earlier_files(self, place: &str, written_at: &Timestamp) {
        let written_at = Date::parse(&written_at.0);
        for _ in 0..MAX_CHECKS {
            if !self.goes_first(place, written_at) {
                return;
            }
            wait(CHECK_INTERVAL_MS).await;
        }
    }

    /// Returns whether a file is to be sent before a message. While the program
    /// is fetched, stored files are not known.
    fn goes_first(self, place: &str, written_at: f64) -> bool {
        match self.worker() {
            Some(worker) => worker.goes_first(place, written_at),
            None => self.read(|state| state.is_needed && !state.has_failed).unwrap_or_default(),
        }
    }

    /// Returns whether files for a place that `is_meant` wait for the program; tracked.
    fn has_waiting(self, is_meant: &dyn Fn(&str) -> bool) -> bool {
        self.state.with(|state| state.picked.iter().any(|picked| is_meant(&picked.place)))
    }

    /// Returns what the worker answers, or false if there is none; tracked.
    fn ask_worker(self, ask: impl FnOnce(&dyn Work) -> bool) -> bool {
        self.state.track();
        self.worker().is_some_and(|worker| ask(&*worker))
    }

    pub(super) fn worker(self) -> Option<Rc<dyn Work>> {
        self.read(|state| state.worker.clone()).flatten()
    }

    pub(super) fn target(self) -> Option<Rc<dyn UploadTarget>> {
        self.read(|state| state.target.clone()).flatten()
    }

    pub(super) fn store(self) -> Option<FileStore> {
        self.read(|state| state.store.clone()).flatten()
    }

    /// Returns the names of the files for a place that wait for the program,
    /// and whether it could not be fetched so far; none once it is there;
    /// tracked.
    pub(super) fn waiting(self, place: &str) -> Option<(Vec<String>, bool)> {
        self.state.with(|state| {
            let here = state.picked.iter().filter(|picked| picked.place == place);
            let names = here.flat_map(|picked| &picked.files).map(File::name).collect();
            state.worker.is_none().then_some((names, state.has_failed))
        })
    }

    /// Reads the state, without tracking, as long as it exists.
    fn read<T>(self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.state.try_with_untracked(read)
    }

    /// Changes the state without notifying its readers.
    fn change_untracked(self, change: impl FnOnce(&mut State)) {
        self.state.try_update_untracked(change);
    }

    /// Aborts all uploads of this tab. Stored files stay.
    fn empty(self) {
        self.state.update(|state| state.picked.clear());
        if let Some(worker) = self.worker() {
            worker.empty();
        }
    }

    /// Has the program fetched.
    fn request_worker(self) {
        self.change_untracked(|state| state.is_needed = true);
        self.waker.wake();
    }

    /// Fetches the program when it is needed, and gives it the files that were picked in the
    /// meantime.
    async fn provide_worker(self, sleeper: Sleeper) {
        sleeper.until_woken().await;
        let mut failures = 0;
        let worker = loop {
            match worker(self).await {
                Ok(worker) => break worker,
                Err(_) => failures += 1,
            }
            self.state.update(|state| state.has_failed = true);
            retry::pause(failures).await;
        };
        self.state.update(|state| {
            state.cleared.drain(..).for_each(|store| worker.clear(store));
            state.worker = Some(worker);
        });
        let Some(worker) = self.worker() else { return };
        if self.store().is_some() {
            worker.start(true);
        }
        let picked = self.state.try_update(|state| std::mem::take(&mut state.picked));
        picked.into_iter().flatten().for_each(|picked| worker.add(picked));
    }

    /// Looks for files when another tab has stored one. Cancels all when the
    /// person has signed out in another tab.
    fn follow_other_tabs(self) -> Listener {
        Listener::new(window().into(), "storage", move |event| {
            let Some(store) = self.store() else { return };
            let is_ours = wire::field::<String>(&event, "key").is_some_and(|key| key == store.name());
            match (wire::field::<String>(&event, "newValue").filter(|_| is_ours), self.worker()) {
                (Some(word), _) if word == CLEARED => self.empty(),
                (Some(_), Some(worker)) => worker.look_for_stored(),
                (Some(_), None) => self.request_worker(),
                _ => {}
            }
        })
    }
}

/// Makes the browser ask for confirmation before the page is left.
fn ask(event: &Event) {
    event.prevent_default();
    // Older browsers check this property.
    let _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
}
