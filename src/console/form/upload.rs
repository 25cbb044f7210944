//! Uploads a file to the REST API, because server functions accept no files.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Request, RequestInit, Response};

use crate::{
    model::error::{ApiError, ErrorCode},
    ui::abort::AbortOnDrop,
};

/// Uploads a picture to an address of the REST API.
///
/// # Errors
/// If the file is not a picture or is too large, the session is not an admin's, the address does not
/// exist, or the server fails.
pub async fn send_picture(address: &str, file: &File) -> Result<(), ApiError> {
    let unreachable = |_: JsValue| ApiError::new(ErrorCode::Unreachable, "The server could not be reached.");
    let options = RequestInit::new();
    options.set_method("PUT");
    options.set_body(file.as_ref());
    // Aborted with the future of this request.
    let _abort = AbortOnDrop::attach(&options).map_err(unreachable)?;
    let request = Request::new_with_str_and_init(address, &options).map_err(unreachable)?;
    let answer = JsFuture::from(leptos::prelude::window().fetch_with_request(&request)).await.map_err(unreachable)?;
    let answer: Response = answer.unchecked_into();
    let kind = answer.headers().get("Content-Type").ok().flatten().unwrap_or_default();
    if !answer.ok() && !kind.contains("json") {
        return Err(ApiError::new(ErrorCode::of_proxy(answer.status()), "A proxy has answered."));
    }
    match answer.status() {
        200 => Ok(()),
        401 => Err(ApiError::not_signed_in()),
        403 => Err(ApiError::new(ErrorCode::Forbidden, "Only admins can do this.")),
        404 => Err(ApiError::not_found()),
        413 => Err(ApiError::too_large()),
        422 => Err(ApiError::new(ErrorCode::FileDamaged, "This image can't be used.")),
        _ => Err(ApiError::new(ErrorCode::Internal, "The picture could not be stored.")),
    }
}
