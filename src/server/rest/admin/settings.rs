//! The shop's settings, and the secret that signs customers' identities.

use axum::{
    Json,
    extract::{DefaultBodyLimit, Request, State},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

use super::{
    patch::Patch,
    picture::{Picture, receive},
};
use crate::{
    model::{
        error::ApiError,
        identity::IdentityCheck,
        settings::{ChatSettings, IdentitySecret},
        team::MAX_PICTURE_BYTES,
    },
    server::{
        auth::AsAdmin,
        domain::desk::Desk,
        rest::{
            exact::{Exact, NoFields},
            input::Body,
            output::Done,
        },
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    let logo = routes!(set_logo, remove_logo).layer(DefaultBodyLimit::max(MAX_PICTURE_BYTES));
    OpenApiRouter::new()
        .routes(routes!(settings, replace, change))
        .routes(logo)
        .routes(routes!(secret))
        .routes(routes!(replace_secret))
        .routes(routes!(forget_secret))
        .routes(routes!(check_token))
        .routes(routes!(end_customer_sessions))
}

/// Returns the shop's settings.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = ChatSettings)))]
async fn settings(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.settings().chat_settings(&admin).await?))
}

/// Replaces all settings.
#[utoipa::path(
    put,
    path = "/settings",
    request_body = ChatSettings,
    responses((status = 200, body = ChatSettings), (status = 409, body = ApiError)),
)]
async fn replace(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Exact(settings): Exact<ChatSettings>,
) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.settings().change_chat_settings(&admin, settings).await?))
}

/// Some of the settings.
type SettingsPatch = Patch<ChatSettings>;

/// Changes some of the settings. Without `updated_at` in the body, the change starts
/// from the settings as they are now.
#[utoipa::path(
    patch,
    path = "/settings",
    request_body = SettingsPatch,
    responses((status = 200, body = ChatSettings), (status = 409, body = ApiError)),
)]
async fn change(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Body(changed): Body<SettingsPatch>,
) -> Result<Json<ChatSettings>, ApiError> {
    let settings = changed.onto(desk.settings().chat_settings(&admin).await?)?;
    Ok(Json(desk.settings().change_chat_settings(&admin, settings).await?))
}

/// Sets the shop's logo. The body is a PNG, JPEG, GIF or WebP file of at most 10 MB. The type in the
/// header does not matter.
#[utoipa::path(
    put,
    path = "/settings/logo",
    request_body(content = inline(Picture), content_type = "application/octet-stream"),
    responses((status = 200, body = ChatSettings)),
)]
async fn set_logo(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    request: Request,
) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.settings().set_logo(&admin, receive(request)).await?))
}

/// Removes the shop's logo.
#[utoipa::path(delete, path = "/settings/logo", responses((status = 200, body = ChatSettings)))]
async fn remove_logo(AsAdmin(admin): AsAdmin, State(desk): State<Desk>) -> Result<Json<ChatSettings>, ApiError> {
    Ok(Json(desk.settings().remove_logo(&admin).await?))
}

/// Returns the secret that signs customers' identities.
#[utoipa::path(get, path = "/settings/identity-secret", responses((status = 200, body = IdentitySecret)))]
async fn secret(AsAdmin(admin): AsAdmin, State(state): State<AppState>) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(state.desk.settings().reveal_identity_secret(&admin, state.config.identity_secret.is_some()).await?))
}

/// Replaces the secret. The previous one stays valid until it is removed.
#[utoipa::path(
    post,
    path = "/settings/identity-secret/replace",
    responses((status = 200, body = IdentitySecret), (status = 409, body = ApiError)),
)]
async fn replace_secret(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    _: NoFields,
) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(state.desk.settings().replace_identity_secret(&admin, state.config.identity_secret.is_some()).await?))
}

/// Removes the previous secret.
#[utoipa::path(
    post,
    path = "/settings/identity-secret/forget",
    responses((status = 200, body = IdentitySecret), (status = 409, body = ApiError)),
)]
async fn forget_secret(
    AsAdmin(admin): AsAdmin,
    State(state): State<AppState>,
    _: NoFields,
) -> Result<Json<IdentitySecret>, ApiError> {
    Ok(Json(
        state.desk.settings().forget_previous_identity_secret(&admin, state.config.identity_secret.is_some()).await?,
    ))
}

/// A token to be checked.
#[derive(Deserialize, ToSchema)]
struct TokenToCheck {
    /// The JSON Web Token.
    identity_token: String,
}

/// Says whether an identity token is accepted, and if not, why. It starts no session.
#[utoipa::path(
    post,
    path = "/settings/identity-secret/check",
    request_body = TokenToCheck,
    responses((status = 200, body = IdentityCheck)),
)]
async fn check_token(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Exact(TokenToCheck { identity_token }): Exact<TokenToCheck>,
) -> Result<Json<IdentityCheck>, ApiError> {
    Ok(Json(desk.access().check_identity_token(&admin, &identity_token).await?))
}

/// Ends all sessions of customers, for when the secret may have leaked. Anonymous
/// visitors lose their conversations.
#[utoipa::path(
    post,
    path = "/settings/identity-secret/end-sessions",
    responses((status = 200, body = Done)),
)]
async fn end_customer_sessions(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    _: NoFields,
) -> Result<Json<Done>, ApiError> {
    desk.access().end_customer_sessions(&admin).await?;
    Ok(Done::json())
}
