//! The team, as admins change it.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    ids::AgentId,
    invitation::{InvitationLink, NewMember},
    team::{Profile, TeamMember},
};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, answer, desk, invitation_link};

/// Returns the team in its order, including disabled agents.
///
/// # Errors
/// If no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "team", protocol = Call)]
pub async fn team() -> Result<Vec<TeamMember>, ApiError> {
    answer(desk()?.team().team(&admin().await?).await)
}

/// Adds an agent, who chooses a password by the link that is returned.
///
/// # Errors
/// If a field has a value that it cannot have, or the name is taken.
#[server(prefix = "/support/fn/admin", endpoint = "invite", protocol = Call)]
pub async fn invite(new: NewMember) -> Result<InvitationLink, ApiError> {
    invitation_link(desk()?.team().invite(&admin().await?, &new).await)
}

/// Makes a new link for an agent, to join or to choose another password.
///
/// # Errors
/// If the agent does not exist or is disabled.
#[server(prefix = "/support/fn/admin", endpoint = "invite-again", protocol = Call)]
pub async fn invite_again(id: AgentId) -> Result<InvitationLink, ApiError> {
    invitation_link(desk()?.team().invite_again(&admin().await?, id).await)
}

/// Changes an agent's profile, including the role.
///
/// # Errors
/// If a field has a value that it cannot have, no admin would be left, or the agent has
/// been changed since `started_from`.
#[server(prefix = "/support/fn/admin", endpoint = "edit-agent", protocol = Call)]
pub async fn edit_agent(id: AgentId, profile: Profile, started_from: Profile) -> Result<TeamMember, ApiError> {
    answer(desk()?.team().edit_member(&admin().await?, id, &profile, Some(&started_from)).await)
}

/// Sets the order of the whole team.
///
/// # Errors
/// If the team has changed in the meantime.
#[server(prefix = "/support/fn/admin", endpoint = "order-team", protocol = Call)]
pub async fn order_team(ids: Vec<AgentId>) -> Result<(), ApiError> {
    answer(desk()?.team().order_team(&admin().await?, &ids).await)
}

/// Disables an agent.
///
/// # Errors
/// If the agent is the calling admin, or the last admin.
#[server(prefix = "/support/fn/admin", endpoint = "disable-agent", protocol = Call)]
pub async fn disable_agent(id: AgentId) -> Result<TeamMember, ApiError> {
    answer(desk()?.team().disable_member(&admin().await?, id).await)
}

/// Enables an agent again.
///
/// # Errors
/// If the agent does not exist.
#[server(prefix = "/support/fn/admin", endpoint = "enable-agent", protocol = Call)]
pub async fn enable_agent(id: AgentId) -> Result<TeamMember, ApiError> {
    answer(desk()?.team().enable_member(&admin().await?, id).await)
}

/// Removes an agent's picture. A new one is sent to the REST API, as a file.
///
/// # Errors
/// If the agent does not exist.
#[server(prefix = "/support/fn/admin", endpoint = "remove-picture", protocol = Call)]
pub async fn remove_picture(id: AgentId) -> Result<TeamMember, ApiError> {
    answer(desk()?.team().remove_picture(&admin().await?, id).await)
}

/// Ends all sessions of an agent. The password stays.
///
/// # Errors
/// If the agent does not exist.
#[server(prefix = "/support/fn/admin", endpoint = "end-agent-sessions", protocol = Call)]
pub async fn end_agent_sessions(id: AgentId) -> Result<(), ApiError> {
    answer(desk()?.access().end_sessions_of(&admin().await?, id).await)
}

/// Turns an agent's two-factor authentication off, for when the device and the
/// recovery codes are lost. All sessions of the agent end.
///
/// # Errors
/// If the agent does not exist.
#[server(prefix = "/support/fn/admin", endpoint = "reset-two-factor", protocol = Call)]
pub async fn reset_two_factor(id: AgentId) -> Result<TeamMember, ApiError> {
    answer(desk()?.access().reset_two_factor(&admin().await?, id).await)
}
