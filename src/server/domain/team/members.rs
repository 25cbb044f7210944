//! The members of the team, and the properties that admins change.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder, entity::prelude::*};
use serde_json::json;

use super::accounts::lock_account;
use crate::{
    model::{
        audit::{Action, Subject},
        ids::AgentId,
        role::Role,
        team::{Profile, TeamMember},
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            inbox::open_by_agent,
            log::{
                audit,
                audit::{Author, Change},
            },
            order::Sorted,
            services::TeamService,
        },
        entity::{account, agent},
    },
};

/// An agent and their account.
#[derive(Clone)]
pub(super) struct Member {
    pub agent: agent::Model,
    pub account: account::Model,
}

impl Member {
    /// Returns the member, whose account stays locked until the transaction
    /// ends. The agent's row is not locked, because assignments lock all
    /// agents' rows in their own order.
    pub(super) async fn lock(transaction: &DatabaseTransaction, id: AgentId) -> Result<Self, DomainError> {
        let agent = agent::Entity::find_by_id(id).one(transaction).await?.ok_or(DomainError::NotFound)?;
        let account = lock_account(transaction, agent.user_id).await?;
        // Read again after the lock was obtained, because another transaction
        // may have changed it.
        let agent = agent::Entity::find_by_id(id).one(transaction).await?.ok_or(DomainError::NotFound)?;
        Ok(Self { agent, account })
    }

    /// Returns the properties of the member that an admin may change.
    pub(super) fn profile(&self) -> Profile {
        let Self { agent, account } = self.clone();
        Profile {
            display_name: agent.display_name,
            display_name_bn: agent.display_name_bn,
            bio: agent.bio,
            email: agent.email,
            role: account.role,
            max_open: agent.max_open,
        }
    }

    /// Returns the member for the log.
    pub(super) fn written(&self) -> serde_json::Value {
        let mut fields = json!(self.profile());
        fields["username"] = json!(self.account.username);
        fields["avatar"] = json!(self.agent.avatar);
        fields["is_active"] = json!(self.agent.is_active);
        fields
    }
}

/// The changes to a member in one transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemberChange<'a> {
    /// The new profile.
    pub profile: Option<&'a Profile>,
    /// The profile that the admin saw before they began, if it is known, so
    /// that another admin's change in between is not overwritten.
    pub started_from: Option<&'a Profile>,
    /// The new role.
    pub role: Option<Role>,
    /// Whether the agent is enabled from now on.
    pub is_active: Option<bool>,
}

impl Sorted for agent::Entity {
    type RowId = AgentId;
    const SUBJECT: Subject = Subject::Agent;
    const ID: Self::Column = agent::Column::Id;
    const PLACE: Self::Column = agent::Column::Order;

    fn place_and_id(row: &agent::Model) -> (i32, AgentId) {
        (row.order, row.id)
    }
}

impl TeamService {
    /// Returns the team in its order, including disabled members.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn team(&self, _: &AdminActor) -> Result<Vec<TeamMember>, DomainError> {
        self.all_members().await
    }

    /// Returns the whole team.
    pub(super) async fn all_members(&self) -> Result<Vec<TeamMember>, DomainError> {
        let rows = agent::Entity::find()
            .order_by_asc(agent::Column::Order)
            .order_by_asc(agent::Column::Id)
            .all(self.database.read())
            .await?;
        self.with_accounts(rows).await
    }

    /// Returns a member of the team.
    ///
    /// # Errors
    /// If they do not exist.
    pub async fn team_member(&self, _: &AdminActor, id: AgentId) -> Result<TeamMember, DomainError> {
        self.member(id).await
    }

    /// Returns a member of the team.
    pub(super) async fn member(&self, id: AgentId) -> Result<TeamMember, DomainError> {
        let row = agent::Entity::find_by_id(id).all(self.database.read()).await?;
        self.with_accounts(row).await?.pop().ok_or(DomainError::NotFound)
    }

    async fn with_accounts(&self, agents: Vec<agent::Model>) -> Result<Vec<TeamMember>, DomainError> {
        let read = self.database.read();
        let ids: Vec<_> = agents.iter().map(|agent| agent.user_id).collect();
        let accounts = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(read).await?;
        let mut accounts: HashMap<_, _> = accounts.into_iter().map(|account| (account.id, account)).collect();
        let open = open_by_agent(read).await?;
        let members = agents.into_iter().filter_map(|agent| {
            let account = accounts.remove(&agent.user_id)?;
            Some(self.team_row(Member { agent, account }, &open))
        });
        Ok(members.collect())
    }

    fn team_row(&self, member: Member, open: &HashMap<AgentId, u64>) -> TeamMember {
        let profile = member.profile();
        let Member { agent, account } = member;
        TeamMember {
            id: agent.id,
            username: account.username,
            profile,
            is_online: agent.is_present(self.now()),
            avatar: agent.avatar,
            is_active: agent.is_active,
            has_joined: account.password.is_some(),
            has_two_factor: account.two_factor_at.is_some(),
            order: agent.order,
            open: open.get(&agent.id).copied().map_or(0, |open| u32::try_from(open).unwrap_or(u32::MAX)),
            last_seen_at: agent.last_seen_at.map(Into::into),
            created_at: agent.created_at.into(),
        }
    }

    /// Changes a member's profile and role. `started_from` is what the admin
    /// saw before they began, if that is known, so that another admin's change
    /// in between is not overwritten.
    ///
    /// # Errors
    /// If the agent does not exist, if they have been changed since, if a field has a
    /// value that is not acceptable, or if no admin would be left.
    pub async fn edit_member(
        &self,
        admin: &AdminActor,
        id: AgentId,
        profile: &Profile,
        started_from: Option<&Profile>,
    ) -> Result<TeamMember, DomainError> {
        self.change_member(admin, id, MemberChange { profile: Some(profile), started_from, ..MemberChange::default() })
            .await
    }

    /// Puts the whole team in an order.
    ///
    /// # Errors
    /// If `ids` are not exactly those of the team, because an agent has been
    /// added in the meantime.
    pub async fn order_team(&self, admin: &AdminActor, ids: &[AgentId]) -> Result<(), DomainError> {
        self.sort::<agent::Entity>(admin, ids).await
    }

    /// Writes to the log how a member was changed.
    pub(super) async fn log_member(
        &self,
        connection: &impl ConnectionTrait,
        author: impl Into<Author<'_>>,
        action: Action,
        before: Option<&Member>,
        after: &Member,
    ) -> Result<(), DomainError> {
        let change = Change {
            action,
            subject: Subject::Agent,
            subject_id: after.agent.id.to_string(),
            before: before.map_or(serde_json::Value::Null, Member::written),
            after: after.written(),
        };
        audit::record(connection, self.now(), author, change).await
    }
}
