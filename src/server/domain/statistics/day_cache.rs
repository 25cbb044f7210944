//! Keeps in memory the days that statistics have read.
//!
//! A past day hardly ever changes, so it is read once. When something in it does change
//! (a late rating, a reopening, a deletion), a trigger records it in
//! `support_statistics_change` (the migration `m0131_statistics_changes`), in the
//! transaction of the change. Each request checks there whether the days that it needs
//! are unchanged, and reads changed days again. The last days are neither kept nor
//! recorded, but read each time.
//!
//! The answers do not depend on what is kept.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::{
    day::{Happened, Reader},
    turns::Turns,
};
use crate::server::domain::{error::DomainError, services::StatisticsService};

/// How many days are read together. For a large shop this takes some tens of milliseconds.
const BATCH: usize = 14;
/// How many days before today are not kept, in addition to today. Changes of a day are recorded
/// once the day is before yesterday. The day is kept one day later.
const UNCACHED_DAYS: i64 = 2;
/// The maximum number of days that are kept: those of two periods of a year each, and
/// some more.
const MAX_DAYS: usize = 1_100;

/// The kept days, and the turns to read.
#[derive(Debug, Default)]
pub struct DayCache {
    days: Mutex<BTreeMap<i64, (Version, Arc<Happened>)>>,
    pub(super) turns: Turns,
}

/// Identifies the state of a day: how many changes are recorded, and the sum of their
/// numbers.
type Version = (i64, i64);

impl DayCache {
    fn get(&self, day: i64, version: Version) -> Option<Arc<Happened>> {
        let days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        days.get(&day).filter(|(kept, _)| *kept == version).map(|(_, day)| Arc::clone(day))
    }

    fn keep(&self, day: i64, version: Version, happened: &Arc<Happened>) {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        days.insert(day, (version, Arc::clone(happened)));
        while days.len() > MAX_DAYS {
            days.pop_first();
        }
    }
}

impl StatisticsService {
    /// Returns the events of `count` days from `first` on, counted since 1970 in UTC.
    pub(super) async fn happened(&self, first: i64, count: usize) -> Result<Vec<Arc<Happened>>, DomainError> {
        let read = self.database.read();
        // Before the days: what changes while they are read is read again next time.
        let today = today(read).await?;
        let versions = versions(read, first, count).await?;
        let version = |day: i64| versions.get(&day).copied().unwrap_or_default();
        let mut found: Vec<Option<Arc<Happened>>> = Vec::with_capacity(count);
        found.extend((first..).take(count).map(|day| self.statistics.get(day, version(day))));
        while let Some(start) = found.iter().position(Option::is_none) {
            let missing = found[start..].iter().take_while(|day| day.is_none()).count().min(BATCH);
            let from = first + i64::try_from(start).unwrap_or(0);
            for (day, happened) in (from..).zip(Reader::read(read, from, missing).await?) {
                let happened = Arc::new(happened);
                if day < today - UNCACHED_DAYS {
                    self.statistics.keep(day, version(day), &happened);
                }
                found[usize::try_from(day - first).unwrap_or(0)] = Some(happened);
            }
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// Reads the days of the last year that are not kept yet, and deletes records of
    /// changes that later ones have replaced.
    ///
    /// # Errors
    /// If the database fails, or too many requests for statistics wait.
    pub async fn keep_statistics(&self) -> Result<(), DomainError> {
        self.forget_changes().await?;
        let today = self.now().timestamp().div_euclid(86_400);
        // Requests for statistics get their turn in between.
        for first in (today - 366..=today).step_by(BATCH) {
            let _turn = self.statistics.turns.take().await?;
            self.happened(first, BATCH).await?;
        }
        Ok(())
    }

    /// Deletes superseded records. On PostgreSQL each transaction records the days that
    /// it changes. Of the transactions that have ended, the last record of each day is
    /// enough: later ones have higher numbers, so a day never gets an earlier version
    /// again.
    async fn forget_changes(&self) -> Result<(), DomainError> {
        let replaced = "FROM support_statistics_change AS old WHERE EXISTS \
             (SELECT 1 FROM support_statistics_change AS new WHERE new.day = old.day AND new.change > old.change \
             AND new.change < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)";
        let (read, backend) = (self.database.read(), self.database.read().get_database_backend());
        if backend == DbBackend::Sqlite {
            return Ok(());
        }
        let any = Statement::from_string(backend, format!("SELECT 1 {replaced} LIMIT 1"));
        if read.query_one_raw(any).await?.is_none() {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        transaction.execute_unprepared(&format!("DELETE {replaced}")).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Returns the day by the clock of the database, which its triggers use.
async fn today(read: &DatabaseConnection) -> Result<i64, DomainError> {
    let backend = read.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => "SELECT unixepoch() / 86400 AS today",
        _ => "SELECT floor(date_part('epoch', now()) / 86400)::bigint AS today",
    };
    let row = read.query_one_raw(Statement::from_string(backend, sql)).await?;
    Ok(row.ok_or(DomainError::Broken("the database does not tell the time"))?.try_get("", "today")?)
}

/// Returns the versions of the days that have recorded changes.
async fn versions(read: &DatabaseConnection, first: i64, count: usize) -> Result<HashMap<i64, Version>, DomainError> {
    let backend = read.get_database_backend();
    let sql = "SELECT day, COUNT(*) AS changes, CAST(SUM(change) AS bigint) AS sum FROM support_statistics_change \
               WHERE day >= $1 AND day < $2 GROUP BY day";
    let end = first + i64::try_from(count).unwrap_or(0);
    let rows = read.query_all_raw(Statement::from_sql_and_values(backend, sql, [first.into(), end.into()])).await?;
    let version = |row: &sea_orm::QueryResult| {
        Ok((row.try_get("", "day")?, (row.try_get("", "changes")?, row.try_get("", "sum")?)))
    };
    rows.iter().map(version).collect()
}
