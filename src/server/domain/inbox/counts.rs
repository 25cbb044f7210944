//! Counts the conversations in each tab of the inbox.
//!
//! None of the queries depends on how many conversations the shop has had:
//! triggers keep the numbers (the migration `m0130_inbox_counts`), and indexes
//! hold the few conversations that are snoozed or have something unread, and the mentions that the
//! agent has not seen.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult};

use crate::{
    model::{
        conversation::Status,
        ids::AgentId,
        inbox::{InboxCounts, StatusCounts},
    },
    server::domain::{
        database::{select, statement},
        error::DomainError,
        services::InboxService,
    },
};

/// The number of rows after which the changes of the counts are added up.
const MAX_ROWS: i64 = 500;

/// How many conversations each agent has in each status, and how many of the pending ones are
/// snoozed. Conversations without a message do not count, and cannot be snoozed. It is one query, so
/// that both see the same state. PostgreSQL returns the sum of whole numbers as a decimal number.
const CONVERSATIONS: &str = "\
    SELECT status, assigned_agent_id, FALSE AS is_snoozed, CAST(SUM(conversations) AS bigint) AS total \
    FROM support_inbox_count \
    GROUP BY assigned_agent_id, status \
    UNION ALL \
    SELECT status, assigned_agent_id, TRUE AS is_snoozed, COUNT(*) AS total \
    FROM support_conversation \
    WHERE is_snoozed = TRUE AND status = 'pending' \
    GROUP BY status, assigned_agent_id \
    ORDER BY is_snoozed";

/// How many unread messages each agent's open and pending conversations have, without the snoozed
/// ones. The indexes `support_conversation_unread_by_status` and
/// `support_conversation_snoozed_by_agent` hold these conversations and all columns of the query.
const UNREAD: &str = "\
    SELECT assigned_agent_id, CAST(SUM(agent_unread_count) AS bigint) AS total \
    FROM support_conversation \
    WHERE agent_unread_count > 0 AND status IN ('open', 'pending') \
    GROUP BY assigned_agent_id \
    UNION ALL \
    SELECT assigned_agent_id, CAST(-SUM(agent_unread_count) AS bigint) AS total \
    FROM support_conversation \
    WHERE is_snoozed = TRUE AND status = 'pending' \
    GROUP BY assigned_agent_id";

/// How many rows the counts have, and the newest of them.
const ROWS: &str = "SELECT COUNT(*) AS total, COALESCE(MAX(id), 0) AS newest FROM support_inbox_count";

/// Adds the rows up, on SQLite. The transaction holds the write lock, so no row is added in
/// between.
const SUM_UP: &str = "\
    INSERT INTO support_inbox_count (assigned_agent_id, status, conversations) \
    SELECT assigned_agent_id, status, SUM(conversations) FROM support_inbox_count \
    GROUP BY assigned_agent_id, status HAVING SUM(conversations) <> 0";

/// Deletes the rows that were added up, on SQLite.
const DELETE_SUMMED: &str = "DELETE FROM support_inbox_count WHERE id <= $1";

/// Replaces the rows with their sums, on PostgreSQL. If another node does the same, it finds the
/// rows already deleted.
const REPLACE_WITH_SUMS: &str = "\
    WITH summed AS (DELETE FROM support_inbox_count RETURNING assigned_agent_id, status, conversations) \
    INSERT INTO support_inbox_count (assigned_agent_id, status, conversations) \
    SELECT assigned_agent_id, status, SUM(conversations) FROM summed \
    GROUP BY assigned_agent_id, status HAVING SUM(conversations) <> 0";

/// A row of [`CONVERSATIONS`].
#[derive(FromQueryResult)]
struct Conversations {
    status: Status,
    assigned_agent_id: Option<AgentId>,
    /// Whether it counts the snoozed ones among those that another row counts.
    is_snoozed: bool,
    total: i64,
}

/// A row of [`UNREAD`].
#[derive(FromQueryResult)]
struct Unread {
    assigned_agent_id: Option<AgentId>,
    total: i64,
}

/// The row of [`ROWS`].
#[derive(FromQueryResult)]
struct Rows {
    total: i64,
    newest: i64,
}

/// How many conversations an agent has in a status. Conversations without a message do not count.
pub(in crate::server::domain) struct Count {
    pub status: Status,
    /// The agent; none for unassigned ones.
    pub assignee: Option<AgentId>,
    /// Whether it counts only the snoozed ones. They are also in the count of the status, which comes
    /// before.
    pub is_snoozed: bool,
    pub total: u64,
}

/// Returns how many conversations each agent has in each status, and how many of them are snoozed.
///
/// # Errors
/// If the database fails.
pub(in crate::server::domain) async fn conversations_by_status(
    connection: &impl ConnectionTrait,
) -> Result<impl Iterator<Item = Count>, DomainError> {
    let rows = select::<Conversations>(connection, CONVERSATIONS, []).await?;
    Ok(rows.into_iter().map(|Conversations { status, assigned_agent_id: assignee, is_snoozed, total }| Count {
        status,
        assignee,
        is_snoozed,
        total: u64::try_from(total).unwrap_or(0),
    }))
}

/// Returns how many open conversations each agent has. Conversations without a message do
/// not count.
///
/// # Errors
/// If the database fails.
pub(in crate::server::domain) async fn open_by_agent(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<AgentId, u64>, DomainError> {
    let counts = conversations_by_status(connection).await?;
    let open = counts.filter(|count| count.status == Status::Open);
    Ok(open.filter_map(|count| Some((count.assignee?, count.total))).collect())
}

impl InboxService {
    /// Returns the counts as one agent sees them.
    pub(super) async fn inbox_counts(&self, me: AgentId) -> Result<InboxCounts, DomainError> {
        let absent = self.assignment().absent_agents().await?;
        let mut counts = InboxCounts::default();
        let read = self.database.read();
        for Count { status, assignee, is_snoozed, total } in conversations_by_status(read).await? {
            let count = u32::try_from(total).unwrap_or(0);
            let add = |to: &mut StatusCounts| if is_snoozed { to.snooze(count) } else { to.add(status, count) };
            add(&mut counts.all);
            match assignee {
                Some(agent) if agent == me => add(&mut counts.mine_by_status),
                Some(agent) if absent.contains(&agent) => add(&mut counts.waiting_by_status),
                Some(_) => {}
                None => {
                    add(&mut counts.unassigned_by_status);
                    add(&mut counts.waiting_by_status);
                }
            }
        }
        counts.mine = counts.mine_by_status.active();
        counts.unassigned = counts.unassigned_by_status.active();
        counts.waiting = counts.waiting_by_status.active();
        counts.unread = unread_for(me, &absent, read).await?;
        (counts.mentions, counts.newest_mention) = self.unseen_mentions(me).await?;
        Ok(counts)
    }

    /// Adds up the changes of the counts when they are many rows, because each query of
    /// the counts reads all of them.
    ///
    /// # Errors
    /// If the database fails. Then the counts are unchanged.
    pub async fn settle_counts(&self) -> Result<(), DomainError> {
        let rows = |rows: Vec<Rows>| rows.into_iter().next().ok_or(DomainError::Broken("a count returned no row"));
        if rows(select(self.database.read(), ROWS, []).await?)?.total < MAX_ROWS {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        if transaction.get_database_backend() == DbBackend::Sqlite {
            let newest = rows(select(&transaction, ROWS, []).await?)?.newest;
            transaction.execute_unprepared(SUM_UP).await?;
            transaction.execute_raw(statement(&transaction, DELETE_SUMMED, [newest.into()])).await?;
        } else {
            transaction.execute_unprepared(REPLACE_WITH_SUMS).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Counts the unread messages that wait for an agent: those of their own conversations, of
/// unassigned ones and of agents who are absent.
async fn unread_for(me: AgentId, absent: &[AgentId], read: &DatabaseConnection) -> Result<u32, DomainError> {
    let waits = |agent: &Option<AgentId>| agent.is_none_or(|agent| agent == me || absent.contains(&agent));
    let rows = select::<Unread>(read, UNREAD, []).await?;
    let unread: i64 = rows.iter().filter(|row| waits(&row.assigned_agent_id)).map(|row| row.total).sum();
    Ok(u32::try_from(unread).unwrap_or(u32::MAX))
}
