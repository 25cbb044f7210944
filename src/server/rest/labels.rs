//! Labels: making them, and putting them on conversations.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::Method,
    routing::{get, put},
};

use super::{input::Body, output::Done};
use crate::{
    model::{
        error::ApiError,
        ids::LabelId,
        inbox::ConversationSummary,
        label::{Label, LabelDraft},
    },
    server::{
        auth::{AsAdmin, AsAgent},
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/labels", get(list).post(create))
        .route("/labels/{id}", put(change).delete(delete))
        .route("/conversation/{id}/labels/{label}", put(on_conversation).delete(on_conversation))
}

/// The label that an address names. What cannot be an id is unknown.
fn label_id(text: &str) -> Result<LabelId, ApiError> {
    text.parse().map(LabelId).map_err(|_| ApiError::not_found())
}

async fn list(AsAgent(_): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<Label>>, ApiError> {
    Ok(Json(desk.labels().await?))
}

async fn create(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Body(draft): Body<LabelDraft>,
) -> Result<Json<Label>, ApiError> {
    Ok(Json(desk.create_label(&agent, draft).await?))
}

async fn change(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Path(id): Path<String>,
    Body(draft): Body<LabelDraft>,
) -> Result<Json<Label>, ApiError> {
    Ok(Json(desk.change_label(&agent, label_id(&id)?, draft).await?))
}

async fn delete(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Path(id): Path<String>,
) -> Result<Json<Done>, ApiError> {
    desk.delete_label(&admin, label_id(&id)?).await?;
    Ok(Done::json())
}

/// `PUT` puts it on, `DELETE` takes it off.
async fn on_conversation(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Path((id, label)): Path<(String, String)>,
    method: Method,
) -> Result<Json<ConversationSummary>, ApiError> {
    let id = id.parse().map_err(|_| ApiError::not_found())?;
    Ok(Json(desk.label_conversation(&agent, &id, label_id(&label)?, method == Method::PUT).await?))
}
