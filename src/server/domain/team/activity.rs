//! Who works here, and who does no longer. Agents are disabled and never
//! deleted: history keeps their names.

use super::members::MemberChange;
use crate::{
    model::{ids::AgentId, team::TeamMember},
    server::domain::{actor::AdminActor, desk::Desk, error::DomainError},
};

impl Desk {
    /// Takes an agent out of the team: their sessions end, and what they had in
    /// hand goes to others or waits. Disabling a disabled one changes nothing.
    ///
    /// # Errors
    /// If there is no such agent, if it is the admin themselves, or the last
    /// admin.
    pub async fn disable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_member(admin, id, MemberChange { is_active: Some(false), ..MemberChange::default() }).await
    }

    /// Takes an agent into the team again, offline.
    ///
    /// # Errors
    /// If there is no such agent.
    pub async fn enable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_member(admin, id, MemberChange { is_active: Some(true), ..MemberChange::default() }).await
    }
}
