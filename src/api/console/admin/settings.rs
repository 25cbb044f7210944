//! The shop's settings.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    identity::IdentityCheck,
    retention::{DueData, RetentionPeriods},
    settings::{ChatSettings, IdentitySecret},
};
#[cfg(feature = "ssr")]
use crate::server::{
    api::{admin, answer, desk, identity_secret_is_fixed},
    domain::settings::editing,
};

/// Returns the settings.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "settings", protocol = Call)]
pub async fn load_settings() -> Result<ChatSettings, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().chat_settings(&admin).await)
}

/// Changes the settings, and returns them as they are stored.
///
/// # Errors
/// If no admin is signed in, a field cannot be used, or another admin has changed the
/// settings in the meantime.
#[server(prefix = "/support/fn/admin", endpoint = "change-settings", protocol = Call)]
pub async fn change_settings(settings: ChatSettings) -> Result<ChatSettings, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().change_chat_settings(&admin, settings).await)
}

/// Removes the shop's logo, and returns the settings.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "remove-logo", protocol = Call)]
pub async fn remove_logo() -> Result<ChatSettings, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().remove_logo(&admin).await)
}

/// Returns about how much would be deleted within the hour with these periods.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "due-data", protocol = Call)]
pub async fn count_due_data(periods: RetentionPeriods) -> Result<DueData, ApiError> {
    let admin = admin().await?;
    answer(desk()?.retention().due(&admin, periods).await)
}

/// Returns the time zones that can be chosen.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "time-zones", protocol = Call)]
pub async fn time_zones() -> Result<Vec<String>, ApiError> {
    admin().await?;
    Ok(editing::time_zones().into_iter().map(str::to_owned).collect())
}

/// Returns the secret that signs customers' identities.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "identity-secret", protocol = Call)]
pub async fn reveal_identity_secret() -> Result<IdentitySecret, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().reveal_identity_secret(&admin, identity_secret_is_fixed()?).await)
}

/// Makes a new secret. The one before stays valid.
///
/// # Errors
/// If no admin is signed in, or the configuration sets the secret.
#[server(prefix = "/support/fn/admin", endpoint = "replace-identity-secret", protocol = Call)]
pub async fn replace_identity_secret() -> Result<IdentitySecret, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().replace_identity_secret(&admin, identity_secret_is_fixed()?).await)
}

/// Stops accepting the secret before the present one.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "forget-identity-secret", protocol = Call)]
pub async fn forget_previous_identity_secret() -> Result<IdentitySecret, ApiError> {
    let admin = admin().await?;
    answer(desk()?.settings().forget_previous_identity_secret(&admin, identity_secret_is_fixed()?).await)
}

/// Returns whether an identity token is accepted, and if not, why.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "check-identity-token", protocol = Call)]
pub async fn check_identity_token(identity_token: String) -> Result<IdentityCheck, ApiError> {
    let admin = admin().await?;
    answer(desk()?.access().check_identity_token(&admin, &identity_token).await)
}

/// Ends all sessions of customers.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "end-customer-sessions", protocol = Call)]
pub async fn end_customer_sessions() -> Result<(), ApiError> {
    let admin = admin().await?;
    answer(desk()?.access().end_customer_sessions(&admin).await.map(drop))
}
