//! Labels: making them, and putting them on conversations.

use axum::{
    Json,
    extract::{Path, State},
    http::Method,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::{Exact, NoFields},
    output::Done,
};
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

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(change, delete)).routes(routes!(on_conversation))
}

/// Returns the label that an address names. A text that cannot be an id is an unknown
/// label.
fn label_id(text: &str) -> Result<LabelId, ApiError> {
    text.parse().map(LabelId).map_err(|_| ApiError::not_found())
}

/// Returns all labels.
#[utoipa::path(get, path = "/labels", responses((status = 200, body = Vec<Label>)))]
async fn list(AsAgent(_): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<Label>>, ApiError> {
    Ok(Json(desk.inbox().labels().await?))
}

/// Makes a label.
#[utoipa::path(
    post,
    path = "/labels",
    request_body = LabelDraft,
    responses((status = 200, body = Label), (status = 409, body = ApiError)),
)]
async fn create(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Exact(draft): Exact<LabelDraft>,
) -> Result<Json<Label>, ApiError> {
    Ok(Json(desk.inbox().create_label(&agent, draft).await?))
}

/// Changes a label.
#[utoipa::path(
    put,
    path = "/labels/{id}",
    request_body = LabelDraft,
    responses((status = 200, body = Label), (status = 409, body = ApiError)),
)]
async fn change(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Path(id): Path<String>,
    Exact(draft): Exact<LabelDraft>,
) -> Result<Json<Label>, ApiError> {
    Ok(Json(desk.inbox().change_label(&agent, label_id(&id)?, draft).await?))
}

/// Deletes a label, and removes it from all conversations. Only admins can do this.
#[utoipa::path(delete, path = "/labels/{id}", responses((status = 200, body = Done)))]
async fn delete(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Path(id): Path<String>,
) -> Result<Json<Done>, ApiError> {
    desk.inbox().delete_label(&admin, label_id(&id)?).await?;
    Ok(Done::json())
}

/// Adds the label with `PUT`, removes it with `DELETE`.
#[utoipa::path(
    method(put, delete),
    path = "/conversation/{id}/labels/{label}",
    responses((status = 200, body = ConversationSummary)),
)]
async fn on_conversation(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Path((id, label)): Path<(String, String)>,
    method: Method,
    _: NoFields,
) -> Result<Json<ConversationSummary>, ApiError> {
    let id = id.parse().map_err(|_| ApiError::not_found())?;
    Ok(Json(desk.inbox().label_conversation(&agent, &id, label_id(&label)?, method == Method::PUT).await?))
}
