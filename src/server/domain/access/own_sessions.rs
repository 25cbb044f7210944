//! Lists and ends sessions: agents their own, admins those of an agent or of all
//! customers.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Query};
use serde_json::{Value, json};

use super::sessions::Token;
use crate::{
    model::{
        audit::{Action, Subject},
        ids::AgentId,
        role::Role,
        session::OwnSession,
    },
    server::{
        domain::{
            actor::{AdminActor, AgentActor},
            error::DomainError,
            log::{audit, audit::Change},
            services::AccessService,
            team::accounts::{end_sessions, lock_account},
        },
        entity::{account, agent, session},
    },
};

impl AccessService {
    /// Returns an agent's sessions, the last used one first. `current` is the
    /// session of the request.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn own_sessions(&self, agent: &AgentActor, current: &Token) -> Result<Vec<OwnSession>, DomainError> {
        let rows = session::Entity::find()
            .filter(session::Column::UserId.eq(agent.user_id))
            .filter(session::Column::ExpiresAt.gt(self.now()))
            .order_by_desc(session::Column::LastUsedAt)
            .order_by_desc(session::Column::Id)
            .all(self.database.read())
            .await?;
        let current = current.hash();
        Ok(rows
            .into_iter()
            .map(|row| OwnSession {
                id: row.id,
                created_at: row.created_at.into(),
                last_used_at: row.last_used_at.into(),
                expires_at: row.expires_at.into(),
                is_current: row.token_hash == current,
            })
            .collect())
    }

    /// Ends one of an agent's own sessions.
    ///
    /// # Errors
    /// If the agent has no such session.
    pub async fn end_own_session(&self, agent: &AgentActor, id: i64) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let ended = session::Entity::delete_many()
            .filter(session::Column::Id.eq(id))
            .filter(session::Column::UserId.eq(agent.user_id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        if ended.rows_affected == 0 { Err(DomainError::NotFound) } else { Ok(()) }
    }

    /// Ends an agent's own sessions except the one of the request.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn end_other_sessions(&self, agent: &AgentActor, current: &Token) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        end_sessions(&transaction, agent.user_id, Some(current)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Ends all sessions of an agent. The password does not change.
    ///
    /// # Errors
    /// If the agent does not exist.
    pub async fn end_sessions_of(&self, admin: &AdminActor, id: AgentId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let agent = agent::Entity::find_by_id(id).one(&transaction).await?.ok_or(DomainError::NotFound)?;
        // Locked, so that a concurrent sign-in begins its session before or after.
        let account = lock_account(&transaction, agent.user_id).await?;
        end_sessions(&transaction, account.id, None).await?;
        let change = Change {
            action: Action::SignedOut,
            subject: Subject::Agent,
            subject_id: id.to_string(),
            before: Value::Null,
            after: json!({ "username": account.username }),
        };
        audit::record(&transaction, self.now(), admin.agent(), change).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Ends all sessions of customers, both identified and anonymous. Afterwards an
    /// anonymous visitor can no longer reach their conversations.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn end_customer_sessions(&self, admin: &AdminActor) -> Result<u64, DomainError> {
        let transaction = self.database.begin().await?;
        let customers = Query::select()
            .column(account::Column::Id)
            .from(account::Entity)
            .and_where(account::Column::Role.eq(Role::Customer))
            .to_owned();
        let ended = session::Entity::delete_many()
            .filter(session::Column::UserId.in_subquery(customers))
            .exec(&transaction)
            .await?
            .rows_affected;
        let change = Change {
            action: Action::Deleted,
            subject: Subject::CustomerSessions,
            subject_id: String::new(),
            before: Value::Null,
            after: json!({ "count": ended }),
        };
        audit::record(&transaction, self.now(), admin.agent(), change).await?;
        transaction.commit().await?;
        Ok(ended)
    }
}
