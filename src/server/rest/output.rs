//! Responses of several addresses.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::message::Message;

/// Says that the request was carried out.
#[derive(Serialize, ToSchema)]
pub(super) struct Done {
    /// Always true, because a failure is answered with an error.
    success: bool,
}

impl Done {
    pub(super) fn json() -> Json<Self> {
        Json(Self { success: true })
    }
}

/// Says that a message is stored, and how.
#[derive(Serialize, ToSchema)]
pub(super) struct Sent {
    /// Always true, because a failure is answered with an error.
    success: bool,
    /// The message as it is stored.
    message: Message,
}

impl Sent {
    pub(super) fn new(message: Message) -> Self {
        Self { success: true, message }
    }
}
