//! Answers that several addresses give.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::message::Message;

/// `{success: true}`
#[derive(Serialize, ToSchema)]
pub(super) struct Done {
    success: bool,
}

impl Done {
    pub(super) fn json() -> Json<Self> {
        Json(Self { success: true })
    }
}

/// `{success: true, message}`
#[derive(Serialize, ToSchema)]
pub(super) struct Sent {
    success: bool,
    message: Message,
}

impl Sent {
    pub(super) fn new(message: Message) -> Self {
        Self { success: true, message }
    }
}
