//! Two-factor authentication of the agent who asks.

use axum::{Json, extract::State, http::HeaderMap};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::{Exact, NoFields},
    output::Done,
};
use crate::{
    model::{
        error::ApiError,
        two_factor::{OwnProof, RecoveryCodes, TwoFactorSetup, TwoFactorStatus},
    },
    server::{
        auth::{self, AsAgent, AsAgentSettingUp},
        authenticator,
        domain::desk::Desk,
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(status))
        .routes(routes!(begin))
        .routes(routes!(confirm))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(turn_off))
}

/// Returns whether a code is asked for when the agent signs in.
#[utoipa::path(get, path = "/two-factor", responses((status = 200, body = TwoFactorStatus)))]
async fn status(
    AsAgentSettingUp(agent): AsAgentSettingUp,
    State(desk): State<Desk>,
) -> Result<Json<TwoFactorStatus>, ApiError> {
    Ok(Json(desk.access().two_factor(&agent).await?))
}

/// Makes a secret for the agent's app. No code is asked for until one is confirmed.
#[utoipa::path(
    post,
    path = "/two-factor/begin",
    responses((status = 200, body = TwoFactorSetup), (status = 409, body = ApiError)),
)]
async fn begin(
    AsAgentSettingUp(agent): AsAgentSettingUp,
    State(state): State<AppState>,
    _: NoFields,
) -> Result<Json<TwoFactorSetup>, ApiError> {
    let secret = state.desk.access().begin_two_factor(&agent).await?;
    Ok(Json(authenticator::setup(&state.config.public_url, &agent.username, &secret)?))
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
struct AppCode {
    /// The six digits.
    code: String,
}

/// Turns two-factor authentication on, by a code of the app. Returns the recovery
/// codes. The agent's other sessions end.
#[utoipa::path(
    post,
    path = "/two-factor/confirm",
    request_body = AppCode,
    responses((status = 200, body = RecoveryCodes), (status = 409, body = ApiError)),
)]
async fn confirm(
    AsAgentSettingUp(agent): AsAgentSettingUp,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Exact(AppCode { code }): Exact<AppCode>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let current = auth::agent_token(&headers).ok_or_else(ApiError::not_signed_in)?;
    let recovery_codes = desk.access().confirm_two_factor(&agent, &current, &code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Makes new recovery codes. The earlier ones can no longer be used.
#[utoipa::path(
    post,
    path = "/two-factor/recovery-codes",
    request_body = OwnProof,
    responses((status = 200, body = RecoveryCodes), (status = 409, body = ApiError)),
)]
async fn renew_recovery_codes(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Exact(proof): Exact<OwnProof>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let recovery_codes = desk.access().renew_recovery_codes(&agent, proof).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Turns two-factor authentication off. The agent's other sessions end.
#[utoipa::path(
    post,
    path = "/two-factor/off",
    request_body = OwnProof,
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn turn_off(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    headers: HeaderMap,
    Exact(proof): Exact<OwnProof>,
) -> Result<Json<Done>, ApiError> {
    let current = auth::agent_token(&headers).ok_or_else(ApiError::not_signed_in)?;
    desk.access().turn_two_factor_off(&agent, &current, proof).await?;
    Ok(Done::json())
}
