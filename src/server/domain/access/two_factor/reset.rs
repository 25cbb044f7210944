//! Turns an agent's two-factor authentication off, by an admin or from the command
//! line: the agent has lost the device and the recovery codes.

use sea_orm::{DatabaseTransaction, QuerySelect, entity::prelude::*};

use super::setup::forget_two_factor;
use crate::{
    model::{ids::AgentId, role::Role, team::TeamMember},
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            services::AccessService,
            team::accounts::{end_sessions, has_username, lock_account},
        },
        entity::{account, agent},
    },
};

impl AccessService {
    /// Turns an agent's two-factor authentication off and ends all their sessions.
    ///
    /// # Errors
    /// Returns an error if no agent has this id or name.
    pub async fn reset_two_factor(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        let transaction = self.database.begin().await?;
        let agent = agent::Entity::find_by_id(id).one(&transaction).await?.ok_or(DomainError::NotFound)?;
        let account = lock_account(&transaction, agent.user_id).await?;
        if turn_off(&transaction, account).await? {
            self.log_two_factor(&transaction, admin.agent(), id, false).await?;
        }
        transaction.commit().await?;
        self.team().team_member(admin, id).await
    }

    /// Does the same for the agent with a name, from the command line. Returns whether
    /// it was on.
    ///
    /// # Errors
    /// Returns an error if no agent has this id or name.
    pub async fn reset_two_factor_of(&self, username: &str) -> Result<bool, DomainError> {
        let transaction = self.database.begin().await?;
        let account = account::Entity::find()
            .filter(has_username(username))
            .filter(account::Column::Role.is_in([Role::Agent, Role::Admin]))
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        let was_on = turn_off(&transaction, account).await?;
        transaction.commit().await?;
        Ok(was_on)
    }
}

/// Turns two-factor authentication off. Returns whether it was on. If it was not, only an
/// unconfirmed secret is deleted, and the sessions continue.
async fn turn_off(transaction: &DatabaseTransaction, account: account::Model) -> Result<bool, DomainError> {
    let was_on = account.two_factor_at.is_some();
    if was_on {
        end_sessions(transaction, account.id, None).await?;
    }
    forget_two_factor(transaction, account).await?;
    Ok(was_on)
}
