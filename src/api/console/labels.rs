//! Labels: making them, and putting them on conversations.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::{ConversationId, LabelId},
    inbox::ConversationSummary,
    label::{Label, LabelDraft},
};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, agent, answer, desk};

/// Returns all labels.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "labels", protocol = Call)]
pub async fn labels() -> Result<Vec<Label>, ApiError> {
    agent().await?;
    answer(desk()?.inbox().labels().await)
}

/// Makes a label.
///
/// # Errors
/// If no agent is signed in, or the name is not valid or is taken.
#[server(prefix = "/support/fn/agent", endpoint = "create-label", protocol = Call)]
pub async fn create_label(draft: LabelDraft) -> Result<Label, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().create_label(&agent, draft).await)
}

/// Gives a label another name or colour.
///
/// # Errors
/// If no agent is signed in, the label is unknown, or the name is taken.
#[server(prefix = "/support/fn/agent", endpoint = "change-label", protocol = Call)]
pub async fn change_label(id: LabelId, draft: LabelDraft) -> Result<Label, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().change_label(&agent, id, draft).await)
}

/// Deletes a label.
///
/// # Errors
/// If no admin is signed in, or the label is unknown.
#[server(prefix = "/support/fn/agent", endpoint = "delete-label", protocol = Call)]
pub async fn delete_label(id: LabelId) -> Result<(), ApiError> {
    let admin = admin().await?;
    answer(desk()?.inbox().delete_label(&admin, id).await)
}

/// Puts a label on a conversation, or takes it off.
///
/// # Errors
/// If no agent is signed in, or the conversation or the label is unknown.
#[server(prefix = "/support/fn/agent", endpoint = "label", protocol = Call)]
pub async fn label_conversation(
    id: ConversationId,
    label: LabelId,
    is_on: bool,
) -> Result<ConversationSummary, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().label_conversation(&agent, &id, label, is_on).await)
}
