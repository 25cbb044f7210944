//! One request to a server function.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::{
    model::error::{ApiError, ErrorCode},
    ui::{
        abort::AbortOnDrop,
        bearer,
        page::window,
        timeout::{self, within, within_exactly},
        wire::{Body, Read, Write, stringify},
    },
};

type Asked = Pin<Box<dyn Future<Output = Result<JsValue, ApiError>>>>;

/// A call of a server function, and the answer to wait for.
///
/// # Errors
/// Returns what the server says; [`ErrorCode::Unreachable`] if it does not answer
/// within the limit, and [`ErrorCode::Internal`] if the answer cannot be read.
pub struct Call<T> {
    /// Of no type that differs from call to call: whoever waits for it carries
    /// nothing of how it is made.
    asked: Asked,
    answer: PhantomData<fn() -> T>,
}

/// Calls the function at `endpoint` with its parameters.
pub(super) fn call<T: Read>(endpoint: &'static str, parameters: Body) -> Call<T> {
    limited(timeout::REQUEST_MS, endpoint, parameters)
}

/// Calls a function that a poll calls, with a poll's limit.
pub(super) fn poll<T: Read>(endpoint: &'static str, parameters: Body) -> Call<T> {
    limited(timeout::POLL_MS, endpoint, parameters)
}

/// Calls a function that waits for changes. What the customer does on the page does not
/// hurry it.
pub(super) fn wait<T: Read>(endpoint: &'static str, parameters: Body) -> Call<T> {
    Call { asked: Box::pin(within_exactly(timeout::WAIT_MS, ask(endpoint, parameters))), answer: PhantomData }
}

fn limited<T>(limit: u32, endpoint: &'static str, parameters: Body) -> Call<T> {
    Call { asked: Box::pin(within(limit, ask(endpoint, parameters))), answer: PhantomData }
}

impl<T: Read> Future for Call<T> {
    type Output = Result<T, ApiError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let asked = self.asked.as_mut().poll(context);
        asked.map(|asked| T::read(&asked?).ok_or_else(|| failed(ErrorCode::Internal)))
    }
}

async fn ask(endpoint: &'static str, parameters: Body) -> Result<JsValue, ApiError> {
    let (answer, is_taken) = fetch(endpoint, parameters).await.map_err(|_| failed(ErrorCode::Unreachable))?;
    match is_taken {
        Ok(()) => Ok(answer),
        Err(retry_after) => {
            let error = ApiError::read(&answer).unwrap_or_else(|| failed(ErrorCode::Internal));
            Err(ApiError { retry_after, ..error })
        }
    }
}

/// Returns the answer, and whether it is what was asked for; if not, perhaps after
/// how many seconds it may be.
async fn fetch(endpoint: &str, parameters: Body) -> Result<(JsValue, Result<(), Option<u32>>), JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers().write());
    init.set_body(&stringify(&parameters).into());
    // Held until the whole answer is here.
    let _aborted = AbortOnDrop::attach(&init)?;
    let address = bearer::absolute(&["/support/fn/", endpoint].concat());
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(&address, &init)).await?.unchecked_into();
    let retry_after = || response.headers().get("Retry-After").ok().flatten()?.parse().ok();
    let is_taken = if response.ok() { Ok(()) } else { Err(retry_after()) };
    // What is not JSON was cut off, or came from something in between.
    Ok((JsFuture::from(response.json()?).await?, is_taken))
}

fn headers() -> Body {
    let headers = Body::new().with("Content-Type", "application/json").with("Accept", "application/json");
    match bearer::authorization() {
        Some(authorization) => headers.with("Authorization", &authorization),
        None => headers,
    }
}

fn failed(code: ErrorCode) -> ApiError {
    ApiError::new(code, "")
}
