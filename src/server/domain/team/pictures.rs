//! Agents' pictures.

use bytes::Bytes;
use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::members::Member;
use crate::{
    model::{audit::Action, ids::AgentId, team::TeamMember},
    server::domain::{actor::AdminActor, error::DomainError, services::TeamService},
};

impl TeamService {
    /// Sets an agent's picture, cropped to the square in the middle. `file` is
    /// not polled before its turn.
    ///
    /// The file is stored before the row refers to it, and the previous file is
    /// deleted after that. An interruption in between leaves an unused file,
    /// which costs disk space and nothing else.
    ///
    /// # Errors
    /// If the agent does not exist, the file cannot be read as a picture, or `file`
    /// fails.
    pub async fn set_picture<E: From<DomainError>>(
        &self,
        admin: &AdminActor,
        id: AgentId,
        file: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<TeamMember, E> {
        // Before the work, so that it is not done for an agent who does not exist.
        self.team_member(admin, id).await?;
        let address = self.attachments().store_avatar(file).await?;
        if let Err(error) = self.change_picture(admin, id, Some(address.clone())).await {
            // The row may refer to it all the same if the answer to the commit was
            // lost.
            if !self.may_be_committed(&error) {
                self.attachments().delete_avatar(&address).await;
            }
            return Err(error.into());
        }
        Ok(self.team_member(admin, id).await?)
    }

    /// Removes an agent's picture.
    ///
    /// # Errors
    /// If the agent does not exist.
    pub async fn remove_picture(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_picture(admin, id, None).await?;
        self.team_member(admin, id).await
    }

    /// Sets another picture, or none, and deletes the previous file. After an error the
    /// row still refers to that file, unless the answer to the commit was lost.
    async fn change_picture(
        &self,
        admin: &AdminActor,
        id: AgentId,
        address: Option<String>,
    ) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let before = Member::lock(&transaction, id).await?;
        let mut change = before.agent.clone().into_active_model();
        change.avatar = Set(address);
        let after = Member { agent: change.update(&transaction).await?, ..before.clone() };
        self.log_member(&transaction, admin, Action::Updated, Some(&before), &after).await?;
        transaction.commit().await?;
        if let Some(replaced) = before.agent.avatar {
            self.attachments().delete_avatar(&replaced).await;
        }
        Ok(())
    }
}
