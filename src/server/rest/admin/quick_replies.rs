//! Quick replies, as admins write them.

use axum::{Json, extract::State};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{order::Order, patch::Patch};
use crate::{
    model::{error::ApiError, ids::QuickReplyId, quick_reply::QuickReply, quick_reply_draft::QuickReplyDraft},
    server::{
        auth::AsAdmin,
        domain::desk::Desk,
        rest::{
            exact::{self, Exact, Fields},
            input::{Body, RowNumber},
            output::Done,
        },
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(order)).routes(routes!(one, replace, change, delete))
}

/// Returns all quick replies.
#[utoipa::path(get, path = "/quick-replies", responses((status = 200, body = Vec<QuickReply>)))]
async fn list(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<Vec<QuickReply>>, ApiError> {
    Ok(Json(desk.quick_replies().quick_replies(&admin).await?))
}

/// Adds a quick reply. A missing field is empty.
#[utoipa::path(
    post,
    path = "/quick-replies",
    request_body = QuickReplyDraft,
    responses((status = 200, body = QuickReply), (status = 409, body = ApiError)),
)]
async fn add(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(draft): Body<QuickReplyPatch>,
) -> Result<Json<QuickReply>, ApiError> {
    let draft = draft.onto(QuickReplyDraft::new())?;
    Ok(Json(desk.quick_replies().add_quick_reply(&admin, &draft).await?))
}

/// Returns one quick reply.
#[utoipa::path(get, path = "/quick-replies/{id}", responses((status = 200, body = QuickReply)))]
async fn one(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<QuickReply>, ApiError> {
    Ok(Json(desk.quick_replies().quick_reply(&admin, QuickReplyId(id)).await?))
}

/// All fields. With `started_from`, the change is made only if the quick reply has not
/// been changed since.
#[derive(Serialize, ToSchema)]
struct Replacement {
    #[serde(flatten)]
    draft: QuickReplyDraft,
    /// The fields that the change starts from. The change is refused if the quick reply
    /// has been changed since.
    started_from: Option<QuickReplyDraft>,
}

/// Replaces a quick reply.
#[utoipa::path(
    put,
    path = "/quick-replies/{id}",
    request_body = Replacement,
    responses((status = 200, body = QuickReply), (status = 409, body = ApiError)),
)]
async fn replace(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(mut fields): Body<Fields>,
) -> Result<Json<QuickReply>, ApiError> {
    let started_from = match fields.remove("started_from") {
        Some(Value::Object(before)) => Some(exact::read::<QuickReplyDraft>(before)?),
        _ => None,
    };
    let draft: QuickReplyDraft = exact::read(fields)?;
    Ok(Json(desk.quick_replies().edit_quick_reply(&admin, QuickReplyId(id), &draft, started_from.as_ref()).await?))
}

/// Some of the fields.
type QuickReplyPatch = Patch<QuickReplyDraft>;

/// Changes the fields that are given. The others stay as they are.
#[utoipa::path(
    patch,
    path = "/quick-replies/{id}",
    request_body = QuickReplyPatch,
    responses((status = 200, body = QuickReply), (status = 409, body = ApiError)),
)]
async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(patch): Body<QuickReplyPatch>,
) -> Result<Json<QuickReply>, ApiError> {
    let current = QuickReplyDraft::from(desk.quick_replies().quick_reply(&admin, QuickReplyId(id)).await?);
    let draft = patch.onto(current.clone())?;
    Ok(Json(desk.quick_replies().edit_quick_reply(&admin, QuickReplyId(id), &draft, Some(&current)).await?))
}

/// Deletes a quick reply.
#[utoipa::path(delete, path = "/quick-replies/{id}", responses((status = 200, body = Done)))]
async fn delete(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<Done>, ApiError> {
    desk.quick_replies().delete_quick_reply(&admin, QuickReplyId(id)).await?;
    Ok(Done::json())
}

/// Puts all quick replies in an order.
#[utoipa::path(
    post,
    path = "/quick-replies/order",
    request_body = Order<QuickReplyId>,
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn order(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Exact(order): Exact<Order<QuickReplyId>>,
) -> Result<Json<Done>, ApiError> {
    desk.quick_replies().order_quick_replies(&admin, &order.ids).await?;
    Ok(Done::json())
}
