//! Deleting conversations.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, ids::ConversationId};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, answer, desk};

/// Deletes a conversation with its messages, notes and files. It cannot be undone.
///
/// # Errors
/// If the conversation does not exist, or no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "delete-conversation", protocol = Call)]
pub async fn delete_conversation(id: ConversationId) -> Result<(), ApiError> {
    answer(desk()?.customers().delete_conversation(&admin().await?, &id).await)
}
