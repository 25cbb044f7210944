//! Pictures that admins upload: of agents, and the shop's logo.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use tokio::time::timeout;
use utoipa::ToSchema;

use crate::model::error::{ApiError, ErrorCode};

/// The time that a picture may take to arrive. A slow line needs half a minute.
const RECEIVED_TIMEOUT: Duration = Duration::from_secs(60);

/// The bytes of a picture.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it describes the body and is never read")]
pub(super) struct Picture(Vec<u8>);

/// Reads the body into memory.
pub(super) async fn receive(request: Request) -> Result<Bytes, ApiError> {
    let cut_off = || ApiError::new(ErrorCode::Malformed, "The picture was cut off.");
    match timeout(RECEIVED_TIMEOUT, Bytes::from_request(request, &())).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status().as_u16() == 413 => Err(ApiError::too_large()),
        _ => Err(cut_off()),
    }
}
