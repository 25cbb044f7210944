//! Quick replies, as admins write them.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::merge::merged;
use crate::{
    model::{error::ApiError, ids::QuickReplyId, quick_reply::QuickReply, quick_reply_draft::QuickReplyDraft},
    server::{
        auth::AsAdmin,
        domain::desk::Desk,
        rest::{
            input::{Body, RowNumber},
            output::Done,
        },
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/quick-replies", get(list).post(add))
        .route("/quick-replies/order", post(order))
        .route("/quick-replies/{id}", get(one).put(replace).patch(change).delete(delete))
}

async fn list(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<Vec<QuickReply>>, ApiError> {
    Ok(Json(desk.quick_replies(&admin).await?))
}

async fn add(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(draft): Body<Map<String, Value>>,
) -> Result<Json<QuickReply>, ApiError> {
    let draft = merged(QuickReplyDraft::new(), draft)?;
    Ok(Json(desk.add_quick_reply(&admin, &draft).await?))
}

async fn one(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<QuickReply>, ApiError> {
    Ok(Json(desk.quick_reply(&admin, QuickReplyId(id)).await?))
}

/// All fields; with `started_from`, only if nobody has changed it since.
#[derive(Deserialize)]
struct Replacement {
    #[serde(flatten)]
    draft: QuickReplyDraft,
    started_from: Option<QuickReplyDraft>,
}

async fn replace(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(replacement): Body<Replacement>,
) -> Result<Json<QuickReply>, ApiError> {
    let Replacement { draft, started_from } = replacement;
    Ok(Json(desk.edit_quick_reply(&admin, QuickReplyId(id), &draft, started_from.as_ref()).await?))
}

async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(patch): Body<Map<String, Value>>,
) -> Result<Json<QuickReply>, ApiError> {
    let current = QuickReplyDraft::from(desk.quick_reply(&admin, QuickReplyId(id)).await?);
    let draft = merged(current.clone(), patch)?;
    Ok(Json(desk.edit_quick_reply(&admin, QuickReplyId(id), &draft, Some(&current)).await?))
}

async fn delete(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<Done>, ApiError> {
    desk.delete_quick_reply(&admin, QuickReplyId(id)).await?;
    Ok(Done::json())
}

#[derive(Deserialize)]
struct Order {
    ids: Vec<QuickReplyId>,
}

async fn order(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(order): Body<Order>,
) -> Result<Json<Done>, ApiError> {
    desk.order_quick_replies(&admin, &order.ids).await?;
    Ok(Done::json())
}
