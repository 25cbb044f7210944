//! Records which changes an answer of the inbox contains, by the numbers that
//! the database assigns and not by a clock. See `m0060_changes`.

use std::fmt;

use sea_orm::{
    Condition, ConnectionTrait, DatabaseConnection, DbBackend, ExprTrait, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::Query,
};

use crate::server::{
    domain::error::DomainError,
    entity::{conversation, inbox_change},
};

/// The maximum number of unfinished transactions in a cursor. PostgreSQL has at
/// most one for each connection that writes.
const MAX_UNFINISHED: usize = 5_000;

/// The changes that were committed at a moment: those with a number below
/// `next`, except those of transactions that were unfinished.
///
/// Written as the database's epoch, `next` and the unfinished transactions, separated
/// by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Snapshot {
    epoch: String,
    next: i64,
    unfinished: Vec<i64>,
}

impl Snapshot {
    /// Takes a snapshot. Rows that are read afterwards contain at least its
    /// changes.
    pub(super) async fn take(database: &DatabaseConnection) -> Result<Self, DomainError> {
        Ok(look(database, None).await?.0)
    }

    /// Takes a snapshot, and determines whether it contains changes that this
    /// one does not. That costs a single query, which reads two indexes.
    pub(super) async fn advance(&self, database: &DatabaseConnection) -> Result<(Self, bool), DomainError> {
        look(database, Some(self)).await
    }

    /// Returns whether `later` was taken of the same database, after this one.
    /// A restored backup may be behind.
    pub(super) fn precedes(&self, later: &Self) -> bool {
        self.epoch == later.epoch && self.next <= later.next
    }

    /// Returns the epoch of the database. Numbers of different epochs cannot be
    /// compared.
    pub(super) fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Returns whether this snapshot contains all changes of another one of its
    /// database.
    pub(super) fn contains(&self, other: &Self) -> bool {
        let has = |number: &i64| *number >= other.next || other.unfinished.contains(number);
        other.precedes(self) && self.unfinished.iter().all(has)
    }

    /// Returns the condition that the change with the number in `column` is not
    /// in this snapshot.
    pub(super) fn misses<C: ColumnTrait>(&self, column: C) -> Condition {
        let unfinished = (!self.unfinished.is_empty()).then(|| column.is_in(self.unfinished.iter().copied()));
        Condition::any().add(column.gte(self.next)).add_option(unfinished)
    }

    /// Returns the condition that the change may be in this snapshot and is not
    /// in `earlier`. A database that was moved to another server may hold
    /// numbers that are far ahead of the server's own.
    pub(super) fn adds<C: ColumnTrait>(&self, earlier: &Self, column: C) -> Condition {
        Condition::all().add(earlier.misses(column)).add(column.lt(self.next))
    }

    /// Reads a cursor; none if this server did not make it.
    pub(super) fn read(cursor: &str) -> Option<Self> {
        let mut parts = cursor.split('.');
        let epoch =
            parts.next().filter(|epoch| !epoch.is_empty() && epoch.bytes().all(|byte| byte.is_ascii_alphanumeric()))?;
        let next = parts.next()?.parse().ok()?;
        let unfinished = parts.map(str::parse).collect::<Result<Vec<i64>, _>>().ok()?;
        let is_ours = unfinished.len() <= MAX_UNFINISHED && unfinished.iter().all(|number| *number < next);
        is_ours.then(|| Self { epoch: epoch.to_owned(), next, unfinished })
    }

    /// Reads a snapshot as PostgreSQL writes it: the first unfinished
    /// transaction, the next one, and all unfinished ones, as in `10:14:10,12`.
    fn of_database(epoch: String, text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':').skip(1);
        let next = parts.next()?.parse().ok()?;
        let unfinished = parts.next()?.split(',').filter(|number| !number.is_empty());
        Some(Self { epoch, next, unfinished: unfinished.map(str::parse).collect::<Result<_, _>>().ok()? })
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.epoch, self.next)?;
        self.unfinished.iter().try_for_each(|number| write!(f, ".{number}"))
    }
}

/// Takes a snapshot and looks for changes. It is one query, so that both see
/// the same state. The counter of SQLite is a snapshot without unfinished
/// transactions.
async fn look(database: &DatabaseConnection, earlier: Option<&Snapshot>) -> Result<(Snapshot, bool), DomainError> {
    let snapshot = match database.get_database_backend() {
        DbBackend::Sqlite => "(last + 1) || ':' || (last + 1) || ':'",
        _ => "pg_current_snapshot()::text",
    };
    let is_changed = earlier.map_or_else(|| Expr::val(false), has_changes_after);
    let query = Query::select()
        .expr_as(Expr::col("epoch"), "epoch")
        .expr_as(Expr::cust(snapshot), "snapshot")
        .expr_as(is_changed, "is_changed")
        .from("support_change_counter")
        .to_owned();
    let row = database.query_one(&query).await?.ok_or(DomainError::Broken("the counter of changes is gone"))?;
    let (epoch, text): (String, String) = (row.try_get("", "epoch")?, row.try_get("", "snapshot")?);
    let snapshot = Snapshot::of_database(epoch, &text).ok_or(DomainError::Broken("a snapshot cannot be read"))?;
    Ok((snapshot, row.try_get("", "is_changed")?))
}

fn has_changes_after(earlier: &Snapshot) -> Expr {
    let conversations = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(earlier.misses(conversation::Column::ChangeSeq))
        .into_query();
    let related = inbox_change::Entity::find()
        .select_only()
        .column(inbox_change::Column::SubjectId)
        .filter(earlier.misses(inbox_change::Column::ChangeSeq))
        .into_query();
    Expr::exists(conversations).or(Expr::exists(related))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Snapshot> {
        Snapshot::read(text)
    }

    #[test]
    fn a_snapshot_reads_what_it_writes() {
        for text in ["e1.1", "e1.42.7.40", "0a1b2c.9223372036854775807.5"] {
            assert_eq!(read(text).map(|snapshot| snapshot.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn and_nothing_else() {
        let many = format!("e1.999999{}", ".1".repeat(MAX_UNFINISHED + 1));
        for wrong in [
            "",
            ".",
            "e1",
            "e1.",
            "e1.x",
            ".1",
            "e1.5.5",
            "e1.5.",
            "e1.99999999999999999999",
            "e'1.5",
            "2026-11-22T10:00:00.000Z",
            &many,
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_snapshot_of_postgresql_names_what_is_unfinished() {
        let snapshot = |text| Snapshot::of_database("e".to_owned(), text).map(|snapshot| snapshot.to_string());
        assert_eq!(snapshot("10:14:10,12").as_deref(), Some("e.14.10.12"));
        assert_eq!(snapshot("14:14:").as_deref(), Some("e.14"));
        assert_eq!(snapshot("14"), None);
    }

    #[test]
    fn a_snapshot_contains_one_whose_changes_it_has() {
        let contains = |later: &str, earlier: &str| read(later).unwrap().contains(&read(earlier).unwrap());
        for (later, earlier) in
            [("e1.10", "e1.10"), ("e1.12.10", "e1.10"), ("e1.12.7", "e1.10.7.8"), ("e1.10", "e1.10.7")]
        {
            assert!(contains(later, earlier), "{later} {earlier}");
        }
        for (later, earlier) in [("e1.10", "e1.11"), ("e1.12.7", "e1.10"), ("e1.12.7.8", "e1.10.8"), ("e2.12", "e1.10")]
        {
            assert!(!contains(later, earlier), "{later} {earlier}");
        }
    }

    #[test]
    fn one_of_another_database_or_of_the_future_does_not_precede() {
        let now = read("e1.10").unwrap();
        assert!(read("e1.10.4").unwrap().precedes(&now) && read("e1.9").unwrap().precedes(&now));
        assert!(!read("e1.11").unwrap().precedes(&now) && !read("e2.9").unwrap().precedes(&now));
    }
}
