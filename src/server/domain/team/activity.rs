//! Who works here, and who does no longer. Nobody is deleted: history keeps
//! their names.

use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};

use super::{admins::Admins, members::Member};
use crate::{
    model::{audit::Action, conversation::Status, ids::AgentId, team::TeamMember},
    server::{
        domain::{accounts::end_sessions, actor::AdminActor, desk::Desk, error::DomainError},
        entity::conversation,
    },
};

impl Desk {
    /// Takes an agent out of the team: their sessions end, and what they had in
    /// hand goes to others or waits. Disabling a disabled one changes nothing.
    ///
    /// # Errors
    /// If there is no such agent, if it is the admin themselves, or the last
    /// admin.
    pub async fn disable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        if admin.agent().agent_id == id {
            return Err(DomainError::Conflict("Nobody disables themselves. Ask another admin."));
        }
        let transaction = self.database.begin().await?;
        let admins = Admins::lock(&transaction).await?;
        let before = Member::lock(&transaction, id).await?;
        admins.require_another(before.account.id)?;
        let mut account = before.account.clone().into_active_model();
        account.is_active = Set(false);
        let mut agent = before.agent.clone().into_active_model();
        agent.is_active = Set(false);
        agent.is_online = Set(false);
        let account = account.update(&transaction).await?;
        end_sessions(&transaction, account.id, None).await?;
        // Waits for assignments under way; later ones do not see the agent.
        let after = Member { agent: agent.update(&transaction).await?, account };
        self.log_member(&transaction, admin, Action::Updated, Some(&before), &after).await?;
        transaction.commit().await?;
        self.forget_presence();
        self.return_to_queue(admin, id).await?;
        self.share_queue().await;
        self.team_member(admin, id).await
    }

    /// Takes an agent into the team again, offline.
    ///
    /// # Errors
    /// If there is no such agent.
    pub async fn enable_member(&self, admin: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        let transaction = self.database.begin().await?;
        let before = Member::lock(&transaction, id).await?;
        let mut account = before.account.clone().into_active_model();
        account.is_active = Set(true);
        let mut agent = before.agent.clone().into_active_model();
        agent.is_active = Set(true);
        let after = Member { agent: agent.update(&transaction).await?, account: account.update(&transaction).await? };
        self.log_member(&transaction, admin, Action::Updated, Some(&before), &after).await?;
        transaction.commit().await?;
        self.team_member(admin, id).await
    }

    /// Lays back what an agent has in hand. In a transaction of its own, after
    /// the one that disabled them: conversations are locked before agents
    /// everywhere.
    async fn return_to_queue(&self, admin: &AdminActor, id: AgentId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let in_hand = conversation::Entity::find()
            .filter(conversation::Column::AssignedAgentId.eq(id))
            .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
            .order_by_asc(conversation::Column::Id)
            .lock_exclusive()
            .all(&transaction)
            .await?;
        for before in in_hand {
            let mut change = before.clone().into_active_model();
            change.assigned_agent_id = Set(None);
            change.updated_at = Set(self.now());
            let after = change.update(&transaction).await?;
            self.log_change(&transaction, admin.agent(), &before, &after).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
