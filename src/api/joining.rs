//! Passwords: choosing one by a link, and changing one's own.

use leptos::prelude::*;

use super::call::Call;
use crate::model::{error::ApiError, invitation::Invitation, session::OwnSession, two_factor::SignInAnswer};
#[cfg(feature = "ssr")]
use crate::server::api::{self as server, change_password, join_by_link, link_holder};

/// Whom a link is for. Anybody who has the link may ask.
///
/// # Errors
/// If it is unknown, used or too old: all alike.
#[server(prefix = "/support/fn/agent", endpoint = "invitee", protocol = Call)]
pub async fn invitee(token: String) -> Result<Invitation, ApiError> {
    link_holder(token).await
}

/// Uses a link: sets the password and signs the agent in, unless a code is needed
/// besides.
///
/// # Errors
/// If the password will not do, or the link cannot be used.
#[server(prefix = "/support/fn/agent", endpoint = "join", protocol = Call)]
pub async fn join(token: String, password: String) -> Result<SignInAnswer, ApiError> {
    join_by_link(token, &password).await
}

/// Changes the agent's own password; their other sessions end.
///
/// # Errors
/// If the old password is wrong, or the new one will not do.
#[server(prefix = "/support/fn/agent", endpoint = "password", protocol = Call)]
pub async fn change_own_password(old_password: String, new_password: String) -> Result<(), ApiError> {
    change_password(old_password, new_password).await
}

/// Where the agent is signed in.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "sessions", protocol = Call)]
pub async fn own_sessions() -> Result<Vec<OwnSession>, ApiError> {
    server::own_sessions().await
}

/// Ends one of the agent's own sessions; without `id`, all but the one that asks.
///
/// # Errors
/// If no agent is signed in, or has no such session.
#[server(prefix = "/support/fn/agent", endpoint = "end-sessions", protocol = Call)]
pub async fn end_own_sessions(id: Option<i64>) -> Result<(), ApiError> {
    server::end_own_sessions(id).await
}
