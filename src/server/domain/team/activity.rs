//! Disables and enables agents. Agents are never deleted, because the history
//! keeps their names.

use super::members::MemberChange;
use crate::{
    model::{ids::AgentId, team::TeamMember},
    server::domain::{actor::AdminActor, error::DomainError, services::TeamService},
};

impl TeamService {
    /// Disables an agent: their sessions end, and their open conversations are
    /// assigned to others or wait. Has no effect on a disabled agent.
    ///
    /// # Errors
    /// If the agent does not exist, if it is the admin themselves, or the last
    /// admin.
    pub async fn disable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_member(admin, id, MemberChange { is_active: Some(false), ..MemberChange::default() }).await
    }

    /// Enables a disabled agent, who is offline at first.
    ///
    /// # Errors
    /// If the agent does not exist.
    pub async fn enable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_member(admin, id, MemberChange { is_active: Some(true), ..MemberChange::default() }).await
    }
}
