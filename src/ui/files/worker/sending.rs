//! Sends files, one after the other.

use js_sys::Math;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::{
    failure::Failure,
    line::{self, Next, Progress, Turn},
    list::Worker,
    refusal::Refusal,
    upload::Upload,
    xhr::Request,
};
use crate::{
    model::message::Message,
    ui::{pace::Sleeper, signals::*, timeout::now},
};

impl Worker {
    /// Sends the files in the list, without end.
    pub(super) async fn run(self, sleeper: Sleeper) {
        loop {
            match self.next() {
                (Some(upload), _) => self.attempt(&upload).await,
                (None, Next::Wait(milliseconds)) => sleeper.sleep(milliseconds).await,
                _ => sleeper.until_woken().await,
            }
        }
    }

    /// Returns the next file to send if one is due, and what to do otherwise.
    fn next(self) -> (Option<Upload>, Next) {
        self.list.with_untracked(|list| {
            let line: Vec<Turn<'_>> = list.iter().map(Upload::turn).collect();
            match line::next(&line, now()) {
                Next::Send(at) => (list.get(at).cloned(), Next::Idle),
                next => (None, next),
            }
        })
    }

    async fn attempt(self, upload: &Upload) {
        let Upload { place, progress, attempts, .. } = upload;
        let Some(address) =
            self.uploads.target().and_then(|target| target.address(place, upload.picked_at.get_value()))
        else {
            return attempts.update_value(|attempts| attempts.postpone(now()));
        };
        if self.refuses(upload).await {
            self.send_caption_alone(upload);
            return self.delete_copy(upload);
        }
        progress.set(Progress::Sending(0));
        let ended = self.send(upload, &address).await;
        if !self.has(&upload.client_id) {
            // Cancelled in the meantime.
            return;
        }
        // It may have changed, or be none while the chat is drawn again.
        let target = self.uploads.target();
        let failure = match ended {
            Ok(message) => {
                self.forget(upload);
                if let Some(target) = target {
                    target.sent(place, &address, message);
                }
                return;
            }
            Err(failure) => failure,
        };
        let goes_on = |code| target.as_ref().is_none_or(|target| target.retries_after_loss(place, &address, code));
        let refusal = match failure {
            Failure::Final(code) => Some(Refusal::Answered(code)),
            Failure::Lost(code) if !goes_on(code) => Some(Refusal::Answered(code)),
            Failure::Unreadable if !self.takes_copy(upload).await => Some(Refusal::Unreadable),
            _ => None,
        };
        if let Some(refusal) = refusal {
            if !refusal.can_retry() {
                self.send_caption_alone(upload);
                self.delete_copy(upload);
            }
            return progress.set(Progress::Refused(refusal));
        }
        attempts.update_value(|attempts| attempts.fail(failure, now(), Math::random()));
        progress.set(Progress::Again);
    }

    async fn send(self, upload: &Upload, address: &str) -> Result<Message, Failure> {
        let passing = Failure::Passing(None);
        let file = upload.file().ok_or(passing)?;
        let progress = upload.progress;
        let told = move |hundredths| {
            progress.try_set(Progress::Sending(hundredths));
        };
        let started = Request::start(address, &upload.row(&file), told);
        let (request, watch) = started.map_err(|_| passing)?;
        self.current.set_value(Some((upload.client_id.clone(), request)));
        let has_ended = watch.ends(upload.attempts.get_value().stall_timeout_ms()).await;
        let request = self.current.try_update_value(Option::take).flatten();
        let (_, request) = request.ok_or(passing)?;
        if !has_ended {
            request.abort();
            return Err(Failure::Stalled);
        }
        if !request.is_answered() && !is_readable(&file).await {
            return Err(Failure::Unreadable);
        }
        request.answer()
    }

    /// Continues with the browser's stored copy of a file that was moved or
    /// changed. Returns whether there is one.
    async fn takes_copy(self, upload: &Upload) -> bool {
        let is_copy = upload.content.with_value(|content| content.as_ref().is_none_or(|content| content.is_copy));
        let (Some(key), Some(store), false) = (upload.key(), self.uploads.store(), is_copy) else {
            return false;
        };
        let copy = store.all().await.into_iter().find(|kept| kept.key == key);
        copy.is_some_and(|copy| {
            upload.content.update_value(|content| {
                if let Some(content) = content {
                    content.file = copy.file;
                    content.is_copy = true;
                }
            });
            true
        })
    }
}

/// Returns whether the browser can still read a file. A request whose file was
/// moved, deleted or changed fails without a reason; only this check tells it.
async fn is_readable(file: &Blob) -> bool {
    match file.slice_with_f64_and_f64(0.0, 1.0) {
        Ok(beginning) => JsFuture::from(beginning.array_buffer()).await.is_ok(),
        Err(_) => false,
    }
}
