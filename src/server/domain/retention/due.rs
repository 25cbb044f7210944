//! Counts what would be deleted with other settings, so that an admin knows before saving them.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use super::{by_activity, cutoff};
use crate::{
    model::retention::{DueData, RetentionPeriods},
    server::domain::{actor::AdminActor, database::select, error::DomainError, services::RetentionService},
};

/// Conversations that are resolved or closed and inactive since `$1`. Recent notes are not
/// considered: the query is answered from the index alone.
const CONVERSATIONS: &str = "\
    SELECT COUNT(*) AS due FROM support_conversation \
    WHERE status IN ('resolved', 'closed') AND updated_at <= $1";

/// Attachments that were sent at `$1` or earlier.
const ATTACHMENTS: &str = "\
    SELECT COUNT(*) AS due FROM support_message WHERE attachment IS NOT NULL AND created_at <= $1";

/// Entries of the log that were written at `$1` or earlier.
const LOG_ENTRIES: &str = "SELECT COUNT(*) AS due FROM support_auditlog WHERE created_at <= $1";

/// The row of each of these queries.
#[derive(FromQueryResult)]
struct Count {
    due: i64,
}

impl RetentionService {
    /// Returns about how much would be deleted now with these periods.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn due(&self, _: &AdminActor, periods: RetentionPeriods) -> Result<DueData, DomainError> {
        let now = self.now();
        let conversations = by_activity(self.database.read(), CONVERSATIONS);
        Ok(DueData {
            conversations: self.count(&conversations, cutoff(now, periods.keep_conversations_days)).await?,
            attachments: self.count(ATTACHMENTS, cutoff(now, periods.keep_attachments_days)).await?,
            log_entries: self.count(LOG_ENTRIES, cutoff(now, periods.keep_log_days)).await?,
        })
    }

    async fn count(&self, sql: &str, until: Option<DateTime<Utc>>) -> Result<u64, DomainError> {
        let Some(until) = until else { return Ok(0) };
        let rows: Vec<Count> = select(self.database.read(), sql, [until.into()]).await?;
        Ok(rows.first().and_then(|row| u64::try_from(row.due).ok()).unwrap_or(0))
    }
}
