//! One request to a server function.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::{
    model::error::{ApiError, ErrorCode},
    ui::{
        bearer,
        page::window,
        wire::{Body, Read, Write, stringify},
    },
};

/// Calls the function at `endpoint` with its parameters.
///
/// # Errors
/// What the server says; [`ErrorCode::Unreachable`] if it says nothing, and
/// [`ErrorCode::Internal`] if that cannot be read.
pub(super) async fn call<T: Read>(endpoint: &str, parameters: Body) -> Result<T, ApiError> {
    let (answer, is_taken) = ask(endpoint, parameters).await.map_err(|_| failed(ErrorCode::Unreachable))?;
    if is_taken {
        T::read(&answer).ok_or_else(|| failed(ErrorCode::Internal))
    } else {
        Err(ApiError::read(&answer).unwrap_or_else(|| failed(ErrorCode::Internal)))
    }
}

/// The answer, and whether it is what was asked for.
async fn ask(endpoint: &str, parameters: Body) -> Result<(JsValue, bool), JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers().write());
    init.set_body(&stringify(&parameters).into());
    let address = bearer::absolute(&["/support/fn/", endpoint].concat());
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(&address, &init)).await?.unchecked_into();
    let is_taken = response.ok();
    // What is no JSON came from something in between.
    let answer = JsFuture::from(response.json()?).await.unwrap_or_else(|_| Object::new().into());
    Ok((answer, is_taken))
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
