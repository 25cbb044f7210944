//! Quick replies, as admins write them.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, ids::QuickReplyId, quick_reply::QuickReply, quick_reply_draft::QuickReplyDraft};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, answer, desk};

/// Returns all quick replies in their order, including those that are not offered.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "quick-replies", protocol = Call)]
pub async fn all_quick_replies() -> Result<Vec<QuickReply>, ApiError> {
    answer(desk()?.quick_replies().quick_replies(&admin().await?).await)
}

/// Adds a quick reply, as the last of the list.
///
/// # Errors
/// If a field is invalid.
#[server(prefix = "/support/fn/admin", endpoint = "add-quick-reply", protocol = Call)]
pub async fn add_quick_reply(draft: QuickReplyDraft) -> Result<QuickReply, ApiError> {
    answer(desk()?.quick_replies().add_quick_reply(&admin().await?, &draft).await)
}

/// Changes a quick reply, unless another admin has changed it since.
///
/// # Errors
/// If it has been deleted or has changed since, or a field has a value that it cannot
/// have.
#[server(prefix = "/support/fn/admin", endpoint = "edit-quick-reply", protocol = Call)]
pub async fn edit_quick_reply(
    id: QuickReplyId,
    draft: QuickReplyDraft,
    started_from: QuickReplyDraft,
) -> Result<QuickReply, ApiError> {
    answer(desk()?.quick_replies().edit_quick_reply(&admin().await?, id, &draft, Some(&started_from)).await)
}

/// Deletes a quick reply.
///
/// # Errors
/// If it has been deleted already.
#[server(prefix = "/support/fn/admin", endpoint = "delete-quick-reply", protocol = Call)]
pub async fn delete_quick_reply(id: QuickReplyId) -> Result<(), ApiError> {
    answer(desk()?.quick_replies().delete_quick_reply(&admin().await?, id).await)
}

/// Sets the order of all quick replies.
///
/// # Errors
/// If the list has changed in the meantime.
#[server(prefix = "/support/fn/admin", endpoint = "order-quick-replies", protocol = Call)]
pub async fn order_quick_replies(ids: Vec<QuickReplyId>) -> Result<(), ApiError> {
    answer(desk()?.quick_replies().order_quick_replies(&admin().await?, &ids).await)
}
