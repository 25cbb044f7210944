//! Uploads one file. `fetch` does not report upload progress, so that this uses
//! `XMLHttpRequest`.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use super::{failure::Failure, store::Row};
use crate::{
    model::{error::ApiError, message::Message},
    ui::{bearer, bell::Bell, page::Listener},
    wire,
};

/// A request under way. If it is dropped it continues without listeners; see
/// [`Request::abort`].
pub(super) struct Request {
    xhr: XmlHttpRequest,
    /// Removed with the request.
    _listeners: [Listener; 2],
}

/// The progress of a request while it is under way.
#[derive(Clone, Default)]
pub(super) struct Watch(Rc<Seen>);

#[derive(Default)]
struct Seen {
    bell: Bell,
    has_moved: Cell<bool>,
    has_ended: Cell<bool>,
}

impl Watch {
    /// Waits until the request has ended. Returns `false` if it made no
    /// progress for `limit` milliseconds.
    pub async fn ends(&self, limit: u32) -> bool {
        let Seen { bell, has_moved, has_ended } = &*self.0;
        loop {
            bell.rings_within(limit).await;
            if has_ended.get() || !has_moved.take() {
                return has_ended.get();
            }
        }
    }
}

/// The answer of the server to an accepted file.
#[derive(wire::Read)]
struct Taken {
    message: Message,
}

impl Request {
    /// Sends a file. `progress` is called with the percentage sent.
    pub fn start(address: &str, row: &Row<'_>, progress: impl Fn(u8) + 'static) -> Result<(Self, Watch), JsValue> {
        let form = FormData::new()?;
        // First, so that the server knows it before the file.
        form.append_with_str("client_id", row.client_id.as_str())?;
        form.append_with_str("content", &row.caption)?;
        form.append_with_blob_and_filename("file", row.file, row.name)?;
        let xhr = XmlHttpRequest::new()?;
        xhr.open("POST", &bearer::absolute(address))?;
        if let Some(authorization) = bearer::authorization() {
            xhr.set_request_header("Authorization", &authorization)?;
        }
        let watch = Watch::default();
        let (moved, ended) = (watch.clone(), watch.clone());
        let listeners = [
            Listener::new(xhr.upload()?.into(), "progress", move |event| {
                moved.0.has_moved.set(true);
                moved.0.bell.ring();
                if let Some(event) = event.dyn_ref::<ProgressEvent>() {
                    // Between 0 and 100.
                    progress((event.loaded() / event.total().max(1.0) * 100.0) as u8);
                }
            }),
            Listener::new(xhr.clone().into(), "loadend", move |_| {
                ended.0.has_ended.set(true);
                ended.0.bell.ring();
            }),
        ];
        xhr.send_with_opt_form_data(Some(&form))?;
        Ok((Self { xhr, _listeners: listeners }, watch))
    }

    /// Aborts the request; the server discards the file.
    pub fn abort(&self) {
        // Has no effect on a request that has ended.
        let _ = self.xhr.abort();
    }

    /// Returns whether the server has answered anything.
    pub fn is_answered(&self) -> bool {
        self.xhr.status().unwrap_or_default() != 0
    }

    /// Returns the server's answer, once the request has ended.
    pub fn answer(&self) -> Result<Message, Failure> {
        let text = self.xhr.response_text().ok().flatten().unwrap_or_default();
        let status = self.xhr.status().unwrap_or_default();
        if status == 200
            && let Some(taken) = wire::parse::<Taken>(&text)
        {
            return Ok(taken.message);
        }
        let code = wire::parse::<ApiError>(&text).map(|error| error.code);
        // A browser shows this header of another site only if the server allows
        // it.
        let retry_after = self.xhr.get_response_header("Retry-After").ok().flatten();
        Err(Failure::of(status, code, retry_after.as_deref()))
    }
}
