//! Changes a member of the team for an admin. Profile, role, activity and the conversations that
//! a disabled agent loses change in one transaction.

use sea_orm::{
    ActiveValue::Set,
    DatabaseTransaction, IntoActiveModel, PaginatorTrait, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use super::{
    accounts::end_sessions,
    admins::Admins,
    members::{Member, MemberChange},
};
use crate::{
    model::{
        audit::Action,
        conversation::Status,
        ids::AgentId,
        role::Role,
        team::{Profile, TeamMember},
    },
    server::{
        domain::{
            actor::AdminActor, chat::events, error::DomainError, log::audit::Author, overwriting::refuse_overwriting,
            services::TeamService,
        },
        entity::conversation,
    },
};

/// How often a change is tried while conversations are being assigned to the
/// agent. An attempt fails only if an assignment came in between.
const ATTEMPTS: usize = 20;

impl TeamService {
    /// Changes a member. A disabled agent's sessions end, and their open
    /// conversations are assigned to others or wait.
    ///
    /// # Errors
    /// If the agent does not exist, the profile has been changed since
    /// `started_from`, a field has a value that is not acceptable, admins
    /// disable themselves, or no admin would be left. Then nothing is changed.
    pub async fn change_member(
        &self,
        admin: &AdminActor,
        id: AgentId,
        change: MemberChange<'_>,
    ) -> Result<TeamMember, DomainError> {
        if change.is_active == Some(false) && admin.agent().agent_id == id {
            return Err(DomainError::Conflict("You can't disable yourself. Ask another admin."));
        }
        self.change(admin.into(), id, change).await
    }

    /// Changes a member for an admin or for a command of `adda`.
    pub(super) async fn change(
        &self,
        author: Author<'_>,
        id: AgentId,
        change: MemberChange<'_>,
    ) -> Result<TeamMember, DomainError> {
        if change.profile.is_none() && change.role.is_none() && change.is_active.is_none() {
            return self.member(id).await;
        }
        let profile = change.profile.map(Profile::check).transpose().map_err(DomainError::Fields)?;
        for _ in 0..ATTEMPTS {
            if self.try_change(author, id, profile.as_ref(), change).await? {
                self.settings().forget_presence();
                // A limit may be higher now, or conversations may wait. This is
                // separate from the transaction: a failure does not undo it, and the
                // next assignment repairs it.
                self.assignment().assign_queue().await;
                return self.member(id).await;
            }
        }
        Err(DomainError::Conflict("Conversations are being assigned to this agent. Try again."))
    }

    /// Makes one attempt. Returns false, with nothing changed, if another
    /// transaction assigns a conversation to the agent at the same moment.
    ///
    /// Conversations are locked before accounts, and accounts before agents.
    async fn try_change(
        &self,
        author: Author<'_>,
        id: AgentId,
        profile: Option<&Profile>,
        change: MemberChange<'_>,
    ) -> Result<bool, DomainError> {
        let transaction = self.database.begin().await?;
        let disables = change.is_active == Some(false);
        let mut unassigned =
            if disables { open_conversations_of(id).lock_exclusive().all(&transaction).await? } else { Vec::new() };
        let admins = Admins::lock(&transaction).await?;
        let before = Member::lock(&transaction, id).await?;
        let mut account = before.account.clone().into_active_model();
        let mut agent = before.agent.clone().into_active_model();
        if let Some(profile) = profile {
            let refusal = "Someone else has changed this agent.";
            refuse_overwriting(change.started_from, &before.profile(), profile, refusal)?;
            agent.display_name = Set(profile.display_name.clone());
            agent.display_name_bn = Set(profile.display_name_bn.clone());
            agent.bio = Set(profile.bio.clone());
            agent.email = Set(profile.email.clone());
            agent.max_open = Set(profile.max_open);
        }
        let role = change.role.or(profile.map(|profile| profile.role));
        if let Some(role) = role {
            account.role = Set(role);
        }
        if disables || role.is_some_and(|role| role < Role::Admin) {
            admins.require_another(before.account.id)?;
        }
        if let Some(is_active) = change.is_active {
            account.is_active = Set(is_active);
            agent.is_active = Set(is_active);
        }
        if disables {
            agent.is_online = Set(false);
            end_sessions(&transaction, before.account.id, None).await?;
        }
        // Waits for concurrent assignments; later ones do not see the agent.
        let after = Member { agent: agent.update(&transaction).await?, account: account.update(&transaction).await? };
        self.log_member(&transaction, author, Action::Updated, Some(&before), &after).await?;
        if disables {
            // Adds conversations that were assigned in between. Skips those that are locked:
            // waiting for them here could cause a deadlock, because conversations are locked
            // before agents.
            let known: Vec<i64> = unassigned.iter().map(|row| row.id).collect();
            let late = open_conversations_of(id).filter(conversation::Column::Id.is_not_in(known));
            let late = late.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).all(&transaction).await?;
            unassigned.extend(late);
            if open_conversations_of(id).count(&transaction).await? != unassigned.len() as u64 {
                return Ok(false);
            }
            self.unassign_all(&transaction, author, unassigned).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes conversations from their agent, so that they wait for another one.
    async fn unassign_all(
        &self,
        transaction: &DatabaseTransaction,
        author: Author<'_>,
        rows: Vec<conversation::Model>,
    ) -> Result<(), DomainError> {
        for before in rows {
            let mut change = before.clone().into_active_model();
            change.assign(None, self.now());
            let by = match author {
                Author::Agent(agent) => Some(agent.clone().into()),
                _ => None,
            };
            events::note_changes(transaction, by.as_ref(), &before, &mut change, self.now()).await?;
            change.updated_at = Set(self.now());
            let after = change.update(transaction).await?;
            self.chat().log_change(transaction, author, &before, &after).await?;
        }
        Ok(())
    }
}

/// Selects the open conversations of an agent, in the order in which they are
/// locked.
fn open_conversations_of(id: AgentId) -> Select<conversation::Entity> {
    conversation::Entity::find()
        .filter(conversation::Column::AssignedAgentId.eq(id))
        .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
        .order_by_asc(conversation::Column::Id)
}
