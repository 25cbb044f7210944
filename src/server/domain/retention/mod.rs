//! Deletes data that are older than the settings allow: conversations that are resolved or
//! closed, attachments, and entries of the log of changes.
//!
//! The work is done in short transactions, so that messages are stored in between. A process that
//! ends in the middle leaves the rest to the next run. Several nodes may do it at the same time:
//! on PostgreSQL, each skips the rows that another one has locked.

mod conversations;
mod due;
mod files;
mod log;
mod visitors;

use std::{ops::Add, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend, entity::prelude::*};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    model::audit::{Action, Subject},
    server::{
        domain::{
            database::Transaction,
            error::DomainError,
            log::audit::{self, Author, Change},
            services::RetentionService,
        },
        entity::{audit_log, chat_settings},
        storage::StorageKey,
    },
};

/// The longest pause between two transactions.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// A position in the rows that are due: the moment that counts, and the number of the row.
type Place = (DateTime<Utc>, i64);

/// The position before the first row.
const START: Place = (DateTime::UNIX_EPOCH, 0);

/// How much was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Conversations.
    #[serde(skip_serializing_if = "is_zero")]
    pub conversations: u64,
    /// The messages in these conversations, with notes and lines by the system.
    #[serde(skip_serializing_if = "is_zero")]
    pub messages: u64,
    /// Files, with the thumbnails of pictures.
    #[serde(skip_serializing_if = "is_zero")]
    pub files: u64,
    /// Entries of the log, without those that earlier runs wrote.
    #[serde(skip_serializing_if = "is_zero")]
    pub log_entries: u64,
}

impl Removed {
    /// Returns whether nothing was deleted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Add for Removed {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            conversations: self.conversations + other.conversations,
            messages: self.messages + other.messages,
            files: self.files + other.files,
            log_entries: self.log_entries + other.log_entries,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A run that deletes old data.
#[derive(Debug, Default)]
pub struct Purge {
    /// How much it has deleted.
    pub removed: Removed,
    /// Why it has not deleted everything that is due.
    pub failure: Option<DomainError>,
}

/// The state of a run.
#[derive(Default)]
struct Run {
    removed: Removed,
    /// The entry in the log that says how much was deleted. The first transaction that deletes
    /// something writes it, and the others bring it up to date. So it is right even if the process
    /// ends in the middle.
    entry: Option<i64>,
}

impl RetentionService {
    /// Deletes everything that is older than the settings allow.
    pub async fn purge(&self) -> Purge {
        let mut run = Run::default();
        let failure = self.purge_all(&mut run).await.err();
        if !run.removed.is_empty()
            && let Err(error) = self.database.remove_residue().await
        {
            tracing::warn!(%error, "deleted text may remain in free parts of the database's files for a while");
        }
        Purge { removed: run.removed, failure }
    }

    async fn purge_all(&self, run: &mut Run) -> Result<(), DomainError> {
        let settings = self.settings().settings().await?;
        let Cutoffs { conversations, attachments, log } = Cutoffs::of(&settings, self.now());
        if let Some(until) = conversations {
            self.purge_conversations(run, until).await?;
        }
        if let Some(until) = attachments {
            self.purge_files(run, until).await?;
        }
        if let Some(until) = log {
            self.purge_log(run, until).await?;
        }
        Ok(())
    }

    /// Commits what a transaction has deleted, with its part of the entry in the log, and deletes
    /// the files. Then pauses for as long as the transaction took, so that writes of others are
    /// delayed little.
    async fn finish(
        &self,
        run: &mut Run,
        transaction: Transaction,
        deleted: Removed,
        files: Vec<StorageKey>,
        began: Duration,
    ) -> Result<(), DomainError> {
        let removed = run.removed + deleted;
        let entry = note(&transaction, self.now(), run.entry, removed).await?;
        transaction.commit().await?;
        *run = Run { removed, entry };
        let pause = self.clock.running().saturating_sub(began).min(LONGEST_PAUSE);
        self.attachments().forget_files(files).await;
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

/// Writes or updates the entry in the log. Returns its number.
async fn note(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    entry: Option<i64>,
    removed: Removed,
) -> Result<Option<i64>, DomainError> {
    if removed.is_empty() {
        return Ok(entry);
    }
    let Some(id) = entry else {
        let change = Change {
            action: Action::Deleted,
            subject: Subject::OldData,
            subject_id: String::new(),
            before: json!(removed),
            after: Value::Null,
        };
        return audit::insert(connection, now, Author::System, change).await;
    };
    audit_log::Entity::update_many()
        .col_expr(audit_log::Column::Before, Expr::value(json!(removed).to_string()))
        .filter(audit_log::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(entry)
}

/// The moments up to which data are due; none if they are kept.
struct Cutoffs {
    conversations: Option<DateTime<Utc>>,
    attachments: Option<DateTime<Utc>>,
    log: Option<DateTime<Utc>>,
}

impl Cutoffs {
    fn of(settings: &chat_settings::Model, now: DateTime<Utc>) -> Self {
        Self {
            conversations: cutoff(now, settings.keep_conversations_days.map(i64::from)),
            attachments: cutoff(now, settings.keep_attachments_days.map(i64::from)),
            log: cutoff(now, settings.keep_log_days.map(i64::from)),
        }
    }
}

/// Returns the moment that is some days ago. None without a period, or before the calendar begins.
fn cutoff(now: DateTime<Utc>, days: Option<i64>) -> Option<DateTime<Utc>> {
    now.checked_sub_signed(TimeDelta::try_days(days?)?)
}

/// Returns a query whose rows are locked. On PostgreSQL, rows that another transaction has locked
/// are skipped. SQLite has one writer, which locks everything.
fn locking(connection: &impl ConnectionTrait, sql: &str) -> String {
    match connection.get_database_backend() {
        DbBackend::Sqlite => sql.to_owned(),
        _ => format!("{sql} FOR UPDATE SKIP LOCKED"),
    }
}

/// Returns a query for conversations that names the index of the last activity. SQLite prefers the
/// index of the status, and would read all conversations that have ended.
fn by_activity(connection: &impl ConnectionTrait, sql: &str) -> String {
    const TABLE: &str = "FROM support_conversation";
    match connection.get_database_backend() {
        DbBackend::Sqlite => sql.replacen(TABLE, &format!("{TABLE} INDEXED BY support_conversation_inactive_since"), 1),
        _ => sql.to_owned(),
    }
}
