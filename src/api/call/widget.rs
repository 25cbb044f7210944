//! How the widget calls a server function: with hand-written code, because the browser code that
//! `#[server]` generates is many times larger.

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
    },
    wire::{Body, Read, WithOriginal, Write, stringify},
};

type Asked = Pin<Box<dyn Future<Output = Result<JsValue, ApiError>>>>;

/// A call of a server function; await it for the answer.
///
/// # Errors
/// Returns the server's error; [`ErrorCode::Unreachable`] if it does not answer within the
/// limit, and [`ErrorCode::Internal`] if the answer cannot be read.
pub struct Call<T> {
    /// Has the same type for all calls, so that a caller's future does not
    /// contain the code of the call.
    asked: Asked,
    answer: PhantomData<fn() -> T>,
}

/// The timeout of a call.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// That of an action.
    Action,
    /// That of a poll.
    Poll,
    /// That of a function that waits for changes. The customer's actions on the page do not
    /// shorten it.
    Wait,
}

/// Calls the function at `endpoint` with its parameters.
pub fn call<T>(limit: Limit, endpoint: &'static str, parameters: Body) -> Call<T> {
    let asked = ask(endpoint, parameters);
    let asked: Asked = match limit {
        Limit::Action => Box::pin(within(timeout::REQUEST_MS, asked)),
        Limit::Poll => Box::pin(within(timeout::POLL_MS, asked)),
        Limit::Wait => Box::pin(within_exactly(timeout::WAIT_MS, asked)),
    };
    Call { asked, answer: PhantomData }
}

impl<T> Call<T> {
    /// Also returns the browser's value of the answer.
    pub fn with_original(self) -> Call<WithOriginal<T>> {
        Call { asked: self.asked, answer: PhantomData }
    }
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
        Err((status, retry_after)) => {
            let error = ApiError::read(&answer).unwrap_or_else(|| failed(ErrorCode::of_proxy(status)));
            Err(ApiError { retry_after, ..error })
        }
    }
}

/// Why a call has not succeeded: the status, and the seconds after which to retry, if known.
type NotTaken = (u16, Option<u32>);

/// Returns the answer, and whether the call has succeeded. An answer that is not JSON is
/// undefined: it was cut off, or came from a proxy.
async fn fetch(endpoint: &str, parameters: Body) -> Result<(JsValue, Result<(), NotTaken>), JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers().write());
    init.set_body(&stringify(&parameters).into());
    // Held until the whole answer has arrived.
    let _aborted = AbortOnDrop::attach(&init)?;
    let address = bearer::absolute(&["/support/fn/", endpoint].concat());
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(&address, &init)).await?.unchecked_into();
    let retry_after = || response.headers().get("Retry-After").ok().flatten()?.parse().ok();
    let answer = JsFuture::from(response.json()?).await.unwrap_or_default();
    let is_taken = response.ok() && !answer.is_undefined();
    Ok((answer, if is_taken { Ok(()) } else { Err((response.status(), retry_after())) }))
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
