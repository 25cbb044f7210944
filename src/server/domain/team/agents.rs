//! Agents as the console shows them, and their switch.

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::{
    model::agent::{Colleague, SignedInAgent},
    server::{
        domain::{
            actor::{AgentAccess, AgentActor},
            error::DomainError,
            services::TeamService,
        },
        entity::{account, agent},
    },
};

impl TeamService {
    /// Returns the agent as the console shows them after sign-in.
    ///
    /// # Errors
    /// If the agent no longer exists.
    pub async fn signed_in(&self, access: &AgentAccess) -> Result<SignedInAgent, DomainError> {
        let actor = access.agent();
        let row =
            agent::Entity::find_by_id(actor.agent_id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        // Shows the agent's own switch: a console that has just been opened may
        // not have sent a request for a while.
        let agent = Colleague { is_online: row.is_online, ..row.colleague(self.now()) };
        Ok(SignedInAgent {
            agent,
            username: actor.username.clone(),
            role: actor.role,
            must_set_up_two_factor: access.must_set_up_two_factor(),
            within_business_hours: self.settings().presence().await?.within_business_hours(self.now()),
        })
    }

    /// Returns the agents to whom a conversation can be assigned, with their usernames.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>, DomainError> {
        let account = agent::Entity::belongs_to(account::Entity).from(agent::Column::UserId).to(account::Column::Id);
        let rows = agent::Entity::find()
            .join(JoinType::InnerJoin, account.into())
            .select_also(account::Entity)
            .filter(agent::Column::IsActive.eq(true))
            .order_by_asc(agent::Column::Order)
            .order_by_asc(agent::Column::Id)
            .all(self.database.read())
            .await?;
        let now = self.now();
        let colleague = |(row, account): (agent::Model, Option<account::Model>)| Colleague {
            username: account.map(|account| account.username).unwrap_or_default(),
            ..row.colleague(now)
        };
        Ok(rows.into_iter().map(colleague).collect())
    }

    /// Turns the agent's switch on or off. An agent who comes online gets a
    /// share of the conversations that wait.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set_online(&self, actor: &AgentActor, is_online: bool) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        agent::Entity::update_many()
            .col_expr(agent::Column::IsOnline, Expr::value(is_online))
            .col_expr(agent::Column::LastSeenAt, Expr::value(self.now()))
            .col_expr(agent::Column::LeftAt, Expr::value(self.now()))
            .filter(agent::Column::Id.eq(actor.agent_id))
            .filter(agent::Column::IsOnline.ne(is_online))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        self.settings().forget_presence();
        self.assignment().handle_absences(Some(actor.agent_id)).await;
        if is_online {
            self.assignment().assign_queue().await;
        }
        Ok(())
    }
}
