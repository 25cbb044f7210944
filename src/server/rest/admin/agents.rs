//! The team, as admins change it.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Request, State},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

use super::{
    order::Order,
    patch::Patch,
    picture::{Picture, receive},
};
use crate::{
    model::{
        error::ApiError,
        ids::AgentId,
        invitation::{InvitationLink, NewMember},
        team::{MAX_PICTURE_BYTES, Profile, TeamMember},
    },
    server::{
        auth::AsAdmin,
        domain::{desk::Desk, team::MemberChange},
        joining,
        rest::{
            exact::{self, Exact, Fields, NoFields},
            input::{Body, RowNumber},
            output::Done,
        },
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    let picture = routes!(set_picture, remove_picture).layer(DefaultBodyLimit::max(MAX_PICTURE_BYTES));
    OpenApiRouter::new()
        .routes(routes!(list, invite))
        .routes(routes!(invite_as_named))
        .routes(routes!(order))
        // Deleting an agent only disables them, so that the history keeps the names.
        .routes(routes!(one, change, disable))
        .routes(routes!(invite_again))
        .routes(routes!(end_sessions))
        .routes(routes!(reset_two_factor))
        .routes(picture)
}

/// Returns the team.
#[utoipa::path(get, path = "/agents", responses((status = 200, body = Vec<TeamMember>)))]
async fn list(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<Vec<TeamMember>>, ApiError> {
    Ok(Json(desk.team().team(&admin).await?))
}

/// Returns one agent of the team.
#[utoipa::path(get, path = "/agents/{id}", responses((status = 200, body = TeamMember)))]
async fn one(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.team().team_member(&admin, AgentId(id)).await?))
}

/// Invites a new agent. The link is shown only this once.
#[utoipa::path(
    post,
    path = "/agents",
    request_body = NewMember,
    responses((status = 200, body = InvitationLink), (status = 409, body = ApiError)),
)]
async fn invite(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    Body(fields): Body<Fields>,
) -> Result<Json<InvitationLink>, ApiError> {
    let new = new_member(fields)?;
    let invitation = state.desk.team().invite(&admin, &new).await?;
    Ok(Json(joining::link(&state.config, invitation)))
}

/// Reads the invited agent. Its known keys are those of the agent that was read, because
/// [`exact::read`] does not detect unknown keys beside a flattened profile.
fn new_member(fields: Fields) -> Result<NewMember, ApiError> {
    let new: NewMember = exact::read(fields.clone())?;
    if let Ok(Value::Object(known)) = serde_json::to_value(&new) {
        exact::allow(&fields, |key| known.contains_key(key))?;
    }
    Ok(new)
}

/// Invites a new agent, as `POST` to `/agents/` does.
#[utoipa::path(
    post,
    path = "/agents/invite",
    request_body = NewMember,
    responses((status = 200, body = InvitationLink), (status = 409, body = ApiError)),
)]
async fn invite_as_named(
    admin: AsAdmin,
    state: State<AppState>,
    fields: Body<Fields>,
) -> Result<Json<InvitationLink>, ApiError> {
    invite(admin, state, fields).await
}

/// Makes a new link, to choose another password.
#[utoipa::path(
    post,
    path = "/agents/{id}/invite",
    responses((status = 200, body = InvitationLink), (status = 409, body = ApiError)),
)]
async fn invite_again(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    RowNumber(id): RowNumber,
    _: NoFields,
) -> Result<Json<InvitationLink>, ApiError> {
    let invitation = state.desk.team().invite_again(&admin, AgentId(id)).await?;
    Ok(Json(joining::link(&state.config, invitation)))
}

/// Ends all sessions of an agent. The password stays.
#[utoipa::path(delete, path = "/agents/{id}/sessions", responses((status = 200, body = Done)))]
async fn end_sessions(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<Done>, ApiError> {
    desk.access().end_sessions_of(&admin, AgentId(id)).await?;
    Ok(Done::json())
}

/// Turns an agent's two-factor authentication off, for when the device and the
/// recovery codes are lost. All sessions of the agent end.
#[utoipa::path(delete, path = "/agents/{id}/two-factor", responses((status = 200, body = TeamMember)))]
async fn reset_two_factor(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.access().reset_two_factor(&admin, AgentId(id)).await?))
}

/// A profile, and whether the agent is active.
#[derive(Serialize, Deserialize, ToSchema)]
struct Member {
    #[serde(flatten)]
    profile: Profile,
    /// Whether the agent is active, not disabled.
    is_active: bool,
}

/// Some of the fields.
type MemberPatch = Patch<Member>;

/// Changes the fields that are given. The others stay as they are.
#[utoipa::path(
    method(put, patch),
    path = "/agents/{id}",
    request_body = MemberPatch,
    responses((status = 200, body = TeamMember), (status = 409, body = ApiError)),
)]
async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    Body(patch): Body<MemberPatch>,
) -> Result<Json<TeamMember>, ApiError> {
    let id = AgentId(id);
    let TeamMember { profile, is_active, .. } = desk.team().team_member(&admin, id).await?;
    let wanted = patch.onto(Member { profile: profile.clone(), is_active })?;
    let change = MemberChange {
        profile: (wanted.profile != profile).then_some(&wanted.profile),
        started_from: Some(&profile),
        is_active: (wanted.is_active != is_active).then_some(wanted.is_active),
        ..MemberChange::default()
    };
    Ok(Json(desk.team().change_member(&admin, id, change).await?))
}

/// Disables an agent. Their sessions end, and their conversations go back to the queue.
#[utoipa::path(
    delete,
    path = "/agents/{id}",
    responses((status = 200, body = TeamMember), (status = 409, body = ApiError)),
)]
async fn disable(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.team().disable_member(&admin, AgentId(id)).await?))
}

/// Puts the whole team in an order.
#[utoipa::path(
    post,
    path = "/agents/order",
    request_body = Order<AgentId>,
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn order(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Exact(order): Exact<Order<AgentId>>,
) -> Result<Json<Done>, ApiError> {
    desk.team().order_team(&admin, &order.ids).await?;
    Ok(Done::json())
}

/// Sets the picture. The body is a PNG, JPEG, GIF or WebP file of at most 10 MB. The
/// type in the header does not matter.
#[utoipa::path(
    put,
    path = "/agents/{id}/avatar",
    request_body(content = inline(Picture), content_type = "application/octet-stream"),
    responses((status = 200, body = TeamMember)),
)]
async fn set_picture(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
    request: Request,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.team().set_picture(&admin, AgentId(id), receive(request)).await?))
}

/// Removes the picture.
#[utoipa::path(delete, path = "/agents/{id}/avatar", responses((status = 200, body = TeamMember)))]
async fn remove_picture(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<TeamMember>, ApiError> {
    Ok(Json(desk.team().remove_picture(&admin, AgentId(id)).await?))
}
