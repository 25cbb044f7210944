//! Passwords and sessions: choosing a password by a link, changing the agent's own, ending
//! sessions.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, invitation::Invitation, session::OwnSession, two_factor::SignInAnswer};
#[cfg(feature = "ssr")]
use crate::server::api::{self as server, change_password, join_by_link, link_holder};

/// Returns the agent whom a link is for. Every caller who has the link may ask.
///
/// # Errors
/// If the link is unknown, used or too old. The error is the same for all three.
#[server(prefix = "/support/fn/agent", endpoint = "invitee", protocol = Call)]
pub async fn invitee(token: String) -> Result<Invitation, ApiError> {
    link_holder(token).await
}

/// Uses a link. Sets the password and signs the agent in, unless a code is also needed.
///
/// # Errors
/// If the password or the link cannot be used.
#[server(prefix = "/support/fn/agent", endpoint = "join", protocol = Call)]
pub async fn join(token: String, password: String) -> Result<SignInAnswer, ApiError> {
    join_by_link(token, &password).await
}

/// Changes the agent's own password. Their other sessions end.
///
/// # Errors
/// If the old password is wrong, or the new one cannot be used.
#[server(prefix = "/support/fn/agent", endpoint = "password", protocol = Call)]
pub async fn change_own_password(old_password: String, new_password: String) -> Result<(), ApiError> {
    change_password(old_password, new_password).await
}

/// Returns the agent's sessions.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "sessions", protocol = Call)]
pub async fn own_sessions() -> Result<Vec<OwnSession>, ApiError> {
    server::own_sessions().await
}

/// Ends one of the agent's own sessions. Without `id`, ends all except the one that
/// asks.
///
/// # Errors
/// If no agent is signed in, or the agent has no such session.
#[server(prefix = "/support/fn/agent", endpoint = "end-sessions", protocol = Call)]
pub async fn end_own_sessions(id: Option<i64>) -> Result<(), ApiError> {
    server::end_own_sessions(id).await
}
