//! One file on its way. `fetch` does not say how much of a body has been sent:
//! this is what `XMLHttpRequest` is still needed for.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::ClientId,
        message::Message,
    },
    ui::{bearer, bell::Bell, page::Listener, wire},
};

/// A request that is under way. Dropped, it goes on unheard: see
/// [`Request::abort`].
pub(super) struct Request {
    xhr: XmlHttpRequest,
    /// Removed with the request.
    _listeners: [Listener; 2],
}

/// The answer of the server to a file that it has taken.
struct Taken {
    message: Message,
}
wire::reads_fields!(Taken { message });

impl Request {
    /// Sends a file. `progress` is told how many hundredths have left; the bell
    /// rings when there is nothing more to wait for.
    pub fn start(
        address: &str,
        file: &File,
        client_id: &ClientId,
        progress: impl Fn(u8) + 'static,
    ) -> Result<(Self, Bell), JsValue> {
        let form = FormData::new()?;
        // First: so the server knows it before the file.
        form.append_with_str("client_id", client_id.as_str())?;
        form.append_with_blob_and_filename("file", file, &file.name())?;
        let xhr = XmlHttpRequest::new()?;
        xhr.open("POST", &bearer::absolute(address))?;
        if let Some(authorization) = bearer::authorization() {
            xhr.set_request_header("Authorization", &authorization)?;
        }
        let is_done = Bell::default();
        let done = is_done.clone();
        let listeners = [
            Listener::new(xhr.upload()?.into(), "progress", move |event| {
                if let Some(event) = event.dyn_ref::<ProgressEvent>() {
                    // Between 0 and 100.
                    progress((event.loaded() / event.total().max(1.0) * 100.0) as u8);
                }
            }),
            Listener::new(xhr.clone().into(), "loadend", move |_| done.ring()),
        ];
        xhr.send_with_opt_form_data(Some(&form))?;
        Ok((Self { xhr, _listeners: listeners }, is_done))
    }

    /// Gives it up: the server keeps nothing of it.
    pub fn abort(&self) {
        // A request that has ended is not disturbed.
        let _ = self.xhr.abort();
    }

    /// What the server said, once there is nothing more to wait for.
    pub fn answer(&self) -> Result<Message, ApiError> {
        let text = self.xhr.response_text().ok().flatten().unwrap_or_default();
        if self.xhr.status() == Ok(200)
            && let Some(taken) = wire::parse::<Taken>(&text)
        {
            return Ok(taken.message);
        }
        Err(wire::parse(&text).unwrap_or_else(|| ApiError::new(ErrorCode::Unreachable, "")))
    }
}
