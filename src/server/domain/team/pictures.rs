//! Agents' pictures.

use bytes::Bytes;
use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::members::Member;
use crate::{
    model::{audit::Action, ids::AgentId, team::TeamMember},
    server::domain::{actor::AdminActor, desk::Desk, error::DomainError},
};

impl Desk {
    /// Gives an agent a picture, of which the square in the middle is kept.
    /// `file` is not polled before its turn.
    ///
    /// The file is stored before the row names it, and the file before it is
    /// deleted after: an interruption in between leaves a file too many, which
    /// costs its room and nothing else.
    ///
    /// # Errors
    /// If there is no such agent, it is no picture, or `file` fails.
    pub async fn set_picture<E: From<DomainError>>(
        &self,
        admin: &AdminActor,
        id: AgentId,
        file: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<TeamMember, E> {
        // Before the work: not for an agent who does not exist.
        self.team_member(admin, id).await?;
        let address = self.store_avatar(file).await?;
        if let Err(error) = self.change_picture(admin, id, Some(address.clone())).await {
            // The row may name it all the same if the answer to the commit was lost.
            if !self.may_have_happened(&error) {
                self.delete_avatar(&address).await;
            }
            return Err(error.into());
        }
        Ok(self.team_member(admin, id).await?)
    }

    /// Takes an agent's picture away.
    ///
    /// # Errors
    /// If there is no such agent.
    pub async fn remove_picture(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.change_picture(admin, id, None).await?;
        self.team_member(admin, id).await
    }

    /// Names another picture, or none, and deletes the file of the one before.
    /// After an error, the row still names the one before.
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
            self.delete_avatar(&replaced).await;
        }
        Ok(())
    }
}
