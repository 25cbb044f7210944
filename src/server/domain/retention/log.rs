//! Deletes entries of the log of changes that are too old.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, entity::prelude::*};

use super::{Removed, Run, locking};
use crate::{
    model::audit::Subject,
    server::{
        domain::{database::select, error::DomainError, services::RetentionService},
        entity::audit_log,
    },
};

/// How many entries one transaction deletes.
const BATCH: usize = 500;

/// The entries that were written at a moment or earlier, the oldest first. `$1` is the moment, and
/// `$2` the maximum number of rows.
const WRITTEN: &str =
    "SELECT id, subject FROM support_auditlog WHERE created_at <= $1 ORDER BY created_at, id LIMIT $2";

/// A row of [`WRITTEN`].
#[derive(FromQueryResult)]
struct Written {
    id: i64,
    subject: Subject,
}

impl RetentionService {
    /// Deletes the entries that were written at a moment or earlier.
    pub(super) async fn purge_log(&self, run: &mut Run, until: DateTime<Utc>) -> Result<(), DomainError> {
        while self.purge_some_entries(run, until).await? == BATCH {}
        Ok(())
    }

    /// Deletes the first of these entries. Returns how many.
    async fn purge_some_entries(&self, run: &mut Run, until: DateTime<Utc>) -> Result<usize, DomainError> {
        let transaction = self.database.begin().await?;
        let began = self.clock.running();
        let sql = locking(&transaction, WRITTEN);
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let entries: Vec<Written> = select(&transaction, &sql, [until.into(), most.into()]).await?;
        if entries.is_empty() {
            return Ok(0);
        }
        audit_log::Entity::delete_many()
            .filter(audit_log::Column::Id.is_in(entries.iter().map(|entry| entry.id)))
            .exec(&transaction)
            .await?;
        // The entries of earlier runs are not counted. Otherwise each of them would cause another
        // entry when it is deleted.
        let log_entries = entries.iter().filter(|entry| entry.subject != Subject::OldData).count() as u64;
        self.finish(run, transaction, Removed { log_entries, ..Removed::default() }, Vec::new(), began).await?;
        Ok(entries.len())
    }
}
