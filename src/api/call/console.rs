//! How the console calls a server function. Only reading and writing JSON depends on
//! the function's types, so the request itself is compiled once.

use std::future::{Future, pending};

use futures::future::LocalBoxFuture;
use http::Method;
use leptos::{
    __reexports::send_wrapper::SendWrapper,
    serde_json,
    server_fn::{Bytes, Protocol, client::Client, error::FromServerFnError, server::Server},
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use crate::{
    model::error::{ApiError, ErrorCode},
    ui::{abort::AbortOnDrop, page::window},
};

/// The type of requests and answers.
const JSON: &str = "application/json";

/// The protocol of all server functions.
pub struct Call;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, ApiError> for Call
where
    Input: Serialize + Send,
    Output: DeserializeOwned + Send,
    C: Client<ApiError>,
    S: Server<ApiError>,
{
    const METHOD: Method = Method::POST;

    /// Is never called, because the server has another protocol.
    fn run_server<F, Fut>(_: S::Request, _: F) -> impl Future<Output = Result<S::Response, ApiError>> + Send
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, ApiError>> + Send,
    {
        pending()
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, ApiError> {
        let body = serde_json::to_string(&input)
            .map_err(|_| failed(ErrorCode::Internal, "The request could not be written."))?;
        // A browser's page has one thread.
        let answer = SendWrapper::new(post(path, body)).await?;
        serde_json::from_slice(&answer).map_err(|_| unreadable())
    }
}

/// Posts a request and returns the body of the response.
fn post(path: &str, body: String) -> LocalBoxFuture<'static, Result<Vec<u8>, ApiError>> {
    let path = path.to_owned();
    Box::pin(async move {
        let (refusal, answer) = fetch(&path, &body)
            .await
            .map_err(|_| failed(ErrorCode::Unreachable, "The server could not be reached."))?;
        let Some(status) = refusal else { return Ok(answer) };
        Err(match ApiError::de(Bytes::from(answer)) {
            // It is not JSON, so that it came from a proxy.
            ApiError { code: ErrorCode::Unreachable, error, .. } => failed(ErrorCode::of_proxy(status), &error),
            error => error,
        })
    })
}

/// Returns the answer, and its status unless the server has carried out the request.
async fn fetch(path: &str, body: &str) -> Result<(Option<u16>, Vec<u8>), JsValue> {
    let headers = Headers::new()?;
    headers.set("Content-Type", JSON)?;
    headers.set("Accept", JSON)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    // Held until the whole answer is here.
    let _aborted = AbortOnDrop::attach(&init)?;
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.unchecked_into();
    let answer = JsFuture::from(response.array_buffer()?).await?;
    let refusal = (!response.ok()).then(|| response.status());
    Ok((refusal, js_sys::Uint8Array::new(&answer).to_vec()))
}

/// Makes the error of an answer that came from a proxy or was cut off. The same request
/// may succeed later.
fn unreadable() -> ApiError {
    failed(ErrorCode::Unreachable, "The answer could not be read.")
}

fn failed(code: ErrorCode, error: &str) -> ApiError {
    ApiError::new(code, error)
}
