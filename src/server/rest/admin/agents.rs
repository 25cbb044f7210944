//! The team, as admins change it.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    routing::{get, post, put},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::merge::merged;
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::AgentId,
        invitation::{InvitationLink, NewMember},
        team::{MAX_PICTURE_BYTES, Profile, TeamMember},
    },
    server::{
        auth::AsAdmin,
        domain::{actor::AdminActor, desk::Desk},
        joining,
        rest::{
            input::{Body, RowNumber},
            output::Done,
        },
        state::AppState,
    },
};

pub(super) fn router() -> Router<AppState> {
    let picture = put(set_picture).delete(remove_picture).layer(DefaultBodyLimit::max(MAX_PICTURE_BYTES));
    Router::new()
        .route("/agents", get(list).post(invite))
        .route("/agents/invite", post(invite))
        .route("/agents/order", post(order))
        // Deleting is disabling: history keeps the names.
        .route("/agents/{id}", get(one).put(change).patch(change).delete(disable))
        .route("/agents/{id}/invite", post(invite_again))
        .route("/agents/{id}/avatar", picture)
}

async fn list(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<Vec<TeamMember>>, ApiError> {
    Ok(Json(desk.team(&admin).await?))
}

async fn one(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.team_member(&admin, AgentId(id)).await?))
}

async fn invite(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    Body(new): Body<NewMember>,
) -> Result<Json<InvitationLink>, ApiError> {
    let invitation = state.desk.invite(&admin, &new).await?;
    Ok(Json(joining::link(&state.config, invitation)))
}

async fn invite_again(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    RowNumber(id): RowNumber,
) -> Result<Json<InvitationLink>, ApiError> {
    let invitation = state.desk.invite_again(&admin, AgentId(id)).await?;
    Ok(Json(joining::link(&state.config, invitation)))
}

/// A profile, and whether the agent works here.
#[derive(Serialize, Deserialize)]
struct Member {
    #[serde(flatten)]
    profile: Profile,
    is_active: bool,
}

/// Takes what is given; what is missing stays as it is.
async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(patch): Body<Map<String, Value>>,
) -> Result<Json<TeamMember>, ApiError> {
    let id = AgentId(id);
    let TeamMember { profile, is_active, .. } = desk.team_member(&admin, id).await?;
    let wanted = merged(Member { profile: profile.clone(), is_active }, patch)?;
    if wanted.profile != profile {
        desk.edit_member(&admin, id, &wanted.profile).await?;
    }
    if wanted.is_active != is_active {
        set_active(&desk, &admin, id, wanted.is_active).await?;
    }
    Ok(Json(desk.team_member(&admin, id).await?))
}

async fn set_active(desk: &Desk, admin: &AdminActor, id: AgentId, is_active: bool) -> Result<TeamMember, ApiError> {
    let changed = if is_active { desk.enable_member(admin, id).await } else { desk.disable_member(admin, id).await };
    Ok(changed?)
}

async fn disable(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    set_active(&desk, &admin, AgentId(id), false).await.map(Json)
}

#[derive(Deserialize)]
struct Order {
    ids: Vec<AgentId>,
}

async fn order(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(order): Body<Order>,
) -> Result<Json<Done>, ApiError> {
    desk.order_team(&admin, &order.ids).await?;
    Ok(Done::json())
}

/// The body is the file.
async fn set_picture(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    file: Result<Bytes, BytesRejection>,
) -> Result<Json<TeamMember>, ApiError> {
    let file = file.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::too_large(),
        _ => ApiError::new(ErrorCode::Malformed, "The picture was cut off."),
    })?;
    Ok(Json(desk.set_picture(&admin, AgentId(id), file).await?))
}

async fn remove_picture(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.remove_picture(&admin, AgentId(id)).await?))
}
