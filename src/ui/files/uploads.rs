//! Files on their way, one after the other.

use web_sys::{File, FileList};

use super::{refusal::Refusal, xhr::Request};
use crate::{
    model::{
        attachment::{AttachmentKind, AttachmentRules},
        error::{ApiError, ErrorCode},
        ids::ClientId,
        message::Message,
    },
    ui::{
        pace::{self, Waker},
        page,
        signals::*,
    },
};

/// How long a file waits for its conversation before it asks again.
const PATIENCE_MS: u32 = 500;

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Its turn has not come.
    Waiting,
    /// So many hundredths of it have left.
    Sending(u8),
    /// It was not sent.
    Refused(Refusal),
}

/// A file and how far it is.
#[derive(Clone)]
pub(super) struct Upload {
    /// Its message's name for the server, which takes it once.
    pub client_id: ClientId,
    pub name: String,
    /// In bytes.
    pub size: u64,
    pub progress: RwSignal<Progress>,
    file: StoredValue<File, LocalStorage>,
}

/// The files that one side of a conversation sends. Lives as long as the owner
/// that made it; what has not arrived by then is given up.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// Which files are taken; none while that is not known.
    pub rules: Signal<Option<AttachmentRules>>,
    list: RwSignal<Vec<Upload>>,
    /// What is being sent.
    current: StoredValue<Option<(ClientId, Request)>, LocalStorage>,
    waker: Waker,
}

impl Uploads {
    /// Sends what is added to `address`, once there is one, and gives each
    /// message to `sent`.
    pub fn new(
        rules: impl Into<Signal<Option<AttachmentRules>>>,
        address: impl Fn() -> Option<String> + 'static,
        sent: impl Fn(Message) + 'static,
    ) -> Self {
        let (waker, sleeper) = pace::sleeper();
        let uploads =
            Self { rules: rules.into(), list: RwSignal::new(Vec::new()), current: StoredValue::new_local(None), waker };
        on_cleanup(move || uploads.abort());
        spawn_local_scoped_with_cancellation(async move {
            loop {
                let Some(next) = uploads.next() else {
                    sleeper.until_woken().await;
                    continue;
                };
                let Some(address) = address() else {
                    sleeper.sleep(PATIENCE_MS).await;
                    continue;
                };
                match uploads.send(&next, &address).await {
                    Ok(message) => {
                        uploads.forget(&next.client_id);
                        sent(message);
                    }
                    Err(error) => next.progress.set(Progress::Refused(Refusal::Answered(error.code))),
                }
            }
        });
        uploads
    }

    /// Sends files as soon as possible; says of each that is not taken why.
    pub fn add(self, files: &FileList) {
        let mut added = Vec::new();
        for at in 0..files.length() {
            if let Some(file) = files.get(at) {
                added.push(self.upload(file));
            }
        }
        self.list.update(|list| list.append(&mut added));
        self.waker.wake();
    }

    fn upload(self, file: File) -> Upload {
        // A file has far less than 2^53 bytes.
        let (name, size) = (file.name(), file.size() as u64);
        let checked = self.rules.with_untracked(|rules| {
            rules.as_ref().map_or(Ok(()), |rules| rules.check(AttachmentKind::of_name(&name), size))
        });
        let progress = checked.err().map_or(Progress::Waiting, |problem| Progress::Refused(Refusal::Checked(problem)));
        Upload {
            client_id: page::new_client_id(),
            name,
            size,
            progress: RwSignal::new(progress),
            file: StoredValue::new_local(file),
        }
    }

    async fn send(self, upload: &Upload, address: &str) -> Result<Message, ApiError> {
        let unsent = || ApiError::new(ErrorCode::Unreachable, "");
        let progress = upload.progress;
        progress.set(Progress::Sending(0));
        let told = move |hundredths| progress.set(Progress::Sending(hundredths));
        let started = upload.file.with_value(|file| Request::start(address, file, &upload.client_id, told));
        let (request, is_done) = started.map_err(|_| unsent())?;
        self.current.set_value(Some((upload.client_id.clone(), request)));
        is_done.rings().await;
        let ended = self.current.try_update_value(Option::take).flatten();
        ended.map_or_else(|| Err(unsent()), |(_, request)| request.answer())
    }

    /// Whether there are any; tracked.
    pub fn has_any(self) -> bool {
        self.list.with(|list| !list.is_empty())
    }

    /// The files; tracked.
    pub(super) fn list(self) -> Vec<Upload> {
        self.list.get()
    }

    fn next(self) -> Option<Upload> {
        self.list.with_untracked(|list| {
            list.iter().find(|upload| upload.progress.get_untracked() == Progress::Waiting).cloned()
        })
    }

    /// Gives a file up.
    pub(super) fn cancel(self, client_id: &ClientId) {
        let is_current =
            self.current.with_value(|current| current.as_ref().is_some_and(|(current, _)| current == client_id));
        if is_current {
            self.abort();
        }
        self.forget(client_id);
    }

    /// Sends a refused file again. It keeps its name: if it had arrived after
    /// all, it does not arrive twice.
    pub(super) fn retry(self, upload: &Upload) {
        upload.progress.set(Progress::Waiting);
        self.waker.wake();
    }

    fn forget(self, client_id: &ClientId) {
        self.list.update(|list| list.retain(|upload| upload.client_id != *client_id));
    }

    fn abort(self) {
        self.current.try_with_value(|current| {
            if let Some((_, request)) = current {
                request.abort();
            }
        });
    }
}
