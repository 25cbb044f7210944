//! The shop's settings, and the secret that signs customers' identities.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde_json::{Map, Value};

use super::merge::merged;
use crate::{
    model::{
        error::ApiError,
        settings::{ChatSettings, IdentitySecret},
    },
    server::{auth::AsAdmin, domain::desk::Desk, rest::input::Body, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/settings", get(settings).put(replace).patch(change))
        .route("/settings/identity-secret", get(secret))
        .route("/settings/identity-secret/replace", post(replace_secret))
        .route("/settings/identity-secret/forget", post(forget_secret))
}

async fn settings(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.chat_settings(&admin).await?))
}

/// All of the settings at once.
async fn replace(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(settings): Body<ChatSettings>,
) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.change_chat_settings(&admin, settings).await?))
}

/// Some of them. Without `updated_at` in the body, those that are read here
/// are what the change starts from.
async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(changed): Body<Map<String, Value>>,
) -> Result<Json<ChatSettings>, ApiError> {
    let settings = merged(desk.chat_settings(&admin).await?, changed)?;
    Ok(Json(desk.change_chat_settings(&admin, settings).await?))
}

async fn secret(AsAdmin(admin): AsAdmin, State(state): State<AppState>) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(state.desk.reveal_identity_secret(&admin, state.config.identity_secret.is_some()).await?))
}

async fn replace_secret(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(state.desk.replace_identity_secret(&admin, state.config.identity_secret.is_some()).await?))
}

async fn forget_secret(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(state.desk.forget_previous_identity_secret(&admin, state.config.identity_secret.is_some()).await?))
}
