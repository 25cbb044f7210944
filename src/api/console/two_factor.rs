//! Two-factor authentication of the agent who calls.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    two_factor::{OwnProof, RecoveryCodes, TwoFactorSetup, TwoFactorStatus},
};
#[cfg(feature = "ssr")]
use crate::server::api::{self as server, agent, agent_setting_up, answer, desk};

/// Returns the state of the agent's two-factor authentication.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "two-factor", protocol = Call)]
pub async fn two_factor() -> Result<TwoFactorStatus, ApiError> {
    answer(desk()?.access().two_factor(&agent_setting_up().await?).await)
}

/// Makes a secret for the agent's app. No code is asked for until one is confirmed.
///
/// # Errors
/// If no agent is signed in, or two-factor authentication is on already.
#[server(prefix = "/support/fn/agent", endpoint = "begin-two-factor", protocol = Call)]
pub async fn begin_two_factor() -> Result<TwoFactorSetup, ApiError> {
    server::begin_two_factor().await
}

/// Turns two-factor authentication on, by a code of the app.
///
/// # Errors
/// If no agent is signed in, or the code is wrong.
#[server(prefix = "/support/fn/agent", endpoint = "confirm-two-factor", protocol = Call)]
pub async fn confirm_two_factor(code: String) -> Result<RecoveryCodes, ApiError> {
    server::confirm_two_factor(&code).await
}

/// Makes new recovery codes. The earlier ones can no longer be used.
///
/// # Errors
/// If no agent is signed in, or neither the password nor the code is right.
#[server(prefix = "/support/fn/agent", endpoint = "renew-recovery-codes", protocol = Call)]
pub async fn renew_recovery_codes(proof: OwnProof) -> Result<RecoveryCodes, ApiError> {
    let agent = agent().await?;
    let recovery_codes = answer(desk()?.access().renew_recovery_codes(&agent, proof).await)?;
    Ok(RecoveryCodes { recovery_codes })
}

/// Turns two-factor authentication off.
///
/// # Errors
/// If no agent is signed in, or neither the password nor the code is right.
#[server(prefix = "/support/fn/agent", endpoint = "turn-two-factor-off", protocol = Call)]
pub async fn turn_two_factor_off(proof: OwnProof) -> Result<(), ApiError> {
    server::turn_two_factor_off(proof).await
}
