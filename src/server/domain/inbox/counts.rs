//! Counts the conversations in each tab of the inbox.
//!
//! Neither of the two queries depends on how many conversations the shop has had:
//! triggers keep the numbers (the migration `m0130_inbox_counts`), and an index
//! holds the few conversations with something unread.

use std::collections::HashMap;

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func},
};

use crate::{
    model::{conversation::Status, ids::AgentId, inbox::InboxCounts},
    server::{
        domain::{error::DomainError, services::InboxService},
        entity::{conversation, inbox_count},
    },
};

/// The number of rows after which the changes of the counts are added up.
const MOST_ROWS: u64 = 500;

/// Returns how many open conversations each agent has. Conversations without a message do
/// not count.
///
/// # Errors
/// If the database fails.
pub(in crate::server::domain) async fn open_by_agent(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<AgentId, u64>, DomainError> {
    let is_open = Condition::all()
        .add(inbox_count::Column::Status.eq(Status::Open))
        .add(inbox_count::Column::AssignedAgentId.is_not_null());
    let counts = counted(connection, is_open).await?.into_iter();
    Ok(counts.filter_map(|(_, agent, count)| Some((agent?, u64::try_from(count).unwrap_or(0)))).collect())
}

/// Returns how many conversations each agent has in each status, of those that match.
async fn counted(
    connection: &impl ConnectionTrait,
    matching: Condition,
) -> Result<Vec<(Status, Option<AgentId>, i64)>, DomainError> {
    // PostgreSQL returns the sum of whole numbers as a decimal number.
    let sum = Expr::expr(Func::sum(Expr::col(inbox_count::Column::Conversations))).cast_as("bigint");
    let groups = inbox_count::Entity::find()
        .select_only()
        .column(inbox_count::Column::Status)
        .column(inbox_count::Column::AssignedAgentId)
        .expr_as(sum, "conversations")
        .filter(matching)
        .group_by(inbox_count::Column::AssignedAgentId)
        .group_by(inbox_count::Column::Status);
    Ok(groups.into_tuple().all(connection).await?)
}

impl InboxService {
    /// Returns the counts as one agent sees them.
    pub(super) async fn inbox_counts(&self, me: AgentId) -> Result<InboxCounts, DomainError> {
        let absent = self.assignment().absent_agents().await?;
        let mut counts = InboxCounts::default();
        for (status, agent, count) in counted(self.database.read(), Condition::all()).await? {
            let count = u32::try_from(count).unwrap_or(0);
            counts.all.add(status, count);
            match agent {
                Some(agent) if agent == me => counts.mine_by_status.add(status, count),
                Some(agent) if absent.contains(&agent) => counts.waiting_by_status.add(status, count),
                Some(_) => {}
                None => {
                    counts.unassigned_by_status.add(status, count);
                    counts.waiting_by_status.add(status, count);
                }
            }
        }
        counts.mine = counts.mine_by_status.active();
        counts.unassigned = counts.unassigned_by_status.active();
        counts.waiting = counts.waiting_by_status.active();
        counts.unread = self.unread_for(me, absent).await?;
        Ok(counts)
    }

    /// Counts the unread messages that wait for an agent. The first condition is
    /// written as in the partial index of these conversations, which holds all columns
    /// of this query.
    async fn unread_for(&self, me: AgentId, absent: Vec<AgentId>) -> Result<u32, DomainError> {
        let unread: Option<Option<i64>> = conversation::Entity::find()
            .select_only()
            .column_as(conversation::Column::AgentUnreadCount.sum(), "unread")
            .filter(Expr::cust("support_conversation.agent_unread_count > 0"))
            .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
            .filter(
                Condition::any()
                    .add(conversation::Column::AssignedAgentId.is_null())
                    .add(conversation::Column::AssignedAgentId.is_in(absent.into_iter().chain([me]))),
            )
            .into_tuple()
            .one(self.database.read())
            .await?;
        // If no row matches, the sum is null.
        Ok(u32::try_from(unread.flatten().unwrap_or_default()).unwrap_or(u32::MAX))
    }

    /// Adds up the changes of the counts when they are many rows, because each query of
    /// the counts reads all of them.
    ///
    /// # Errors
    /// If the database fails. Then the counts are unchanged.
    pub async fn settle_counts(&self) -> Result<(), DomainError> {
        if inbox_count::Entity::find().count(self.database.read()).await? < MOST_ROWS {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        let sums = "SELECT assigned_agent_id, status, sum(conversations) FROM";
        let grouped = "GROUP BY assigned_agent_id, status HAVING sum(conversations) <> 0";
        let insert = "INSERT INTO support_inbox_count (assigned_agent_id, status, conversations)";
        let statements = match transaction.get_database_backend() {
            // The transaction holds the write lock, so no row is added in between.
            DbBackend::Sqlite => {
                let newest: Option<Option<i64>> = inbox_count::Entity::find()
                    .select_only()
                    .column_as(inbox_count::Column::Id.max(), "newest")
                    .into_tuple()
                    .one(&transaction)
                    .await?;
                let newest = newest.flatten().unwrap_or_default();
                vec![
                    format!("{insert} {sums} support_inbox_count {grouped}"),
                    format!("DELETE FROM support_inbox_count WHERE id <= {newest}"),
                ]
            }
            // If another node does the same, it finds the rows already deleted.
            _ => vec![format!(
                "WITH settled AS (DELETE FROM support_inbox_count RETURNING assigned_agent_id, status, conversations) \
                 {insert} {sums} settled {grouped}"
            )],
        };
        for statement in statements {
            transaction.execute_unprepared(&statement).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
