//! Serves agents' pictures and the shop's logo, which are public and may be cached for ever.

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    model::error::ApiError,
    server::{
        app::CROSS_ORIGIN_RESOURCE_POLICY,
        caching::CachePolicy,
        domain::{attachments::avatars::AVATAR_PREFIX, desk::Desk},
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route(&format!("{AVATAR_PREFIX}{{name}}"), get(avatar))
}

async fn avatar(State(desk): State<Desk>, Path(name): Path<String>) -> Result<Response, ApiError> {
    let (file, form) = desk.attachments().avatar(&name).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(form.media_type())),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        // The address changes with the picture.
        (header::CACHE_CONTROL, CachePolicy::Forever.value()),
        (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin")),
    ];
    Ok((headers, Body::from_stream(file.bytes)).into_response())
}
