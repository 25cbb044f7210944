//! Lists and changes the team for the commands of `adda`.

use sea_orm::entity::prelude::*;

use super::{accounts::has_username, members::MemberChange};
use crate::{
    model::{ids::AgentId, team::TeamMember},
    server::{
        domain::{error::DomainError, log::audit::Author, services::TeamService},
        entity::{account, agent},
    },
};

impl TeamService {
    /// Returns the whole team, including disabled members.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn list_for_operator(&self) -> Result<Vec<TeamMember>, DomainError> {
        self.all_members().await
    }

    /// Changes the member with a name. The log names the command line.
    ///
    /// # Errors
    /// Returns an error if no agent has this name, or if no admin would be left.
    pub async fn change_for_operator(
        &self,
        username: &str,
        change: MemberChange<'_>,
    ) -> Result<TeamMember, DomainError> {
        let id = self.agent_named(username).await?;
        self.change(Author::CommandLine, id, change).await
    }

    async fn agent_named(&self, username: &str) -> Result<AgentId, DomainError> {
        let read = self.database.read();
        let accounts = account::Entity::find().filter(has_username(username)).all(read).await?;
        let ids = accounts.iter().map(|account| account.id);
        let agents = agent::Entity::find().filter(agent::Column::UserId.is_in(ids)).all(read).await?;
        agents.first().map(|agent| agent.id).ok_or(DomainError::NotFound)
    }
}
