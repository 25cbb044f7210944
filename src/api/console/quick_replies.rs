//! Quick replies, as agents use them.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, quick_reply::QuickReply};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Returns the quick replies that are offered, in their order.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "quick-replies", protocol = Call)]
pub async fn quick_replies() -> Result<Vec<QuickReply>, ApiError> {
    answer(desk()?.quick_replies().offered_quick_replies(&agent().await?).await)
}
