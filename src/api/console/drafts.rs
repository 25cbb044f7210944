//! Drafts of replies and notes, which follow the agent to other devices.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    draft::{BrowserDraft, StoredDraft},
    error::ApiError,
    ids::{AgentId, ConversationId},
};
#[cfg(feature = "ssr")]
use crate::server::api::{answer, desk, signed_in_as};

/// Stores the draft of a browser if it is newer than the stored one of `author`. Returns the draft that
/// there is afterwards.
///
/// # Errors
/// If `author` is not signed in, the text cannot become a message, or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "draft", protocol = Call)]
pub async fn sync_draft(
    id: ConversationId,
    copy: BrowserDraft,
    author: Option<AgentId>,
) -> Result<Option<StoredDraft>, ApiError> {
    answer(desk()?.chat().sync_draft(&signed_in_as(author).await?, &id, copy).await)
}
