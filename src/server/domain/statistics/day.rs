//! The events of a day that statistics count. Days are in UTC. Every event is counted by
//! its quarter of an hour, so that the days of any time zone can be computed from them.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, FromQueryResult};

use super::{sql, zone::QUARTER_SECONDS};
use crate::{
    model::{
        conversation::{Priority, Status},
        ids::{AgentId, UserId},
        language::Language,
    },
    server::domain::{database::select, error::DomainError},
};

/// Quarters of an hour in a day.
const QUARTERS: i64 = 96;

/// The events of a day. Each field lists events with their quarter of an hour, counted
/// since 1970.
#[derive(Debug, Default)]
pub(super) struct Happened {
    /// Conversations whose first message was written.
    pub began: Vec<(i64, Kind)>,
    /// How many messages customers wrote.
    pub asked: Vec<(i64, u32)>,
    /// How many replies each agent's account wrote; none for a deleted account.
    pub replied: Vec<(i64, Option<UserId>, u32)>,
    /// First responses, with the seconds that the customer waited.
    pub responded: Vec<(i64, i64)>,
    /// Ends of periods of conversations, with the seconds that each lasted.
    pub resolved: Vec<(i64, i64)>,
    /// Ratings, 1 to 5.
    pub rated: Vec<(i64, i32)>,
}

/// The properties by which conversations are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    pub status: Status,
    pub priority: Priority,
    pub language: Language,
    pub agent: Option<AgentId>,
}

/// Returns the day of a quarter of an hour, counted since 1970.
pub(super) fn day_of(quarter: i64) -> i64 {
    quarter.div_euclid(QUARTERS)
}

/// Reads consecutive days together.
pub(super) struct Reader<'a> {
    database: &'a DatabaseConnection,
    first: i64,
    days: Vec<Happened>,
}

impl<'a> Reader<'a> {
    /// Reads `count` days from `first` on, one query after the other.
    pub(super) async fn read(
        database: &'a DatabaseConnection,
        first: i64,
        count: usize,
    ) -> Result<Vec<Happened>, DomainError> {
        let days = std::iter::repeat_with(Happened::default).take(count).collect();
        let mut reader = Self { database, first, days };
        reader.read_began().await?;
        reader.read_messages().await?;
        reader.read_periods().await?;
        reader.read_ratings().await?;
        Ok(reader.days)
    }

    /// Returns the quarter of an hour of a moment and the day's events; none outside
    /// of these days.
    fn at(&mut self, moment: DateTime<Utc>) -> Option<(i64, &mut Happened)> {
        let quarter = moment.timestamp().div_euclid(QUARTER_SECONDS);
        self.on(quarter).map(|day| (quarter, day))
    }

    fn on(&mut self, quarter: i64) -> Option<&mut Happened> {
        self.days.get_mut(usize::try_from(day_of(quarter) - self.first).ok()?)
    }

    /// Returns the first moment of these days and the first one after them.
    fn moments(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let start = |day: i64| DateTime::from_timestamp(day * QUARTERS * QUARTER_SECONDS, 0).unwrap_or_default();
        (start(self.first), start(self.end()))
    }

    fn end(&self) -> i64 {
        self.first + i64::try_from(self.days.len()).unwrap_or(0)
    }

    /// Returns the rows of a query of these days, by moments.
    async fn rows_by_moment<R: FromQueryResult>(&self, sql: &str) -> Result<Vec<R>, DomainError> {
        let (start, end) = self.moments();
        Ok(select(self.database, sql, [start.into(), end.into()]).await?)
    }

    /// Returns the rows of a query of these days, by quarters of an hour.
    async fn rows_by_quarter<R: FromQueryResult>(&self, sql: &str) -> Result<Vec<R>, DomainError> {
        let (first, end) = (self.first * QUARTERS, self.end() * QUARTERS);
        Ok(select(self.database, sql, [first.into(), end.into()]).await?)
    }

    async fn read_began(&mut self) -> Result<(), DomainError> {
        for row in self.rows_by_moment::<sql::Began>(sql::BEGAN).await? {
            if let Some((quarter, day)) = self.at(row.first_message_at) {
                day.began.push((quarter, row.kind()));
            }
        }
        Ok(())
    }

    async fn read_messages(&mut self) -> Result<(), DomainError> {
        for row in self.rows_by_quarter::<sql::Asked>(sql::ASKED).await? {
            if let Some(day) = self.on(row.quarter) {
                day.asked.push((row.quarter, count(row.messages)));
            }
        }
        for row in self.rows_by_quarter::<sql::Replied>(sql::REPLIED).await? {
            if let Some(day) = self.on(row.quarter) {
                day.replied.push((row.quarter, row.sender_id, count(row.messages)));
            }
        }
        Ok(())
    }

    async fn read_periods(&mut self) -> Result<(), DomainError> {
        self.read_lengths(sql::RESPONDED, |day| &mut day.responded).await?;
        self.read_lengths(sql::RESOLVED, |day| &mut day.resolved).await
    }

    async fn read_lengths(
        &mut self,
        query: &str,
        list: impl Fn(&mut Happened) -> &mut Vec<(i64, i64)>,
    ) -> Result<(), DomainError> {
        for sql::Ended { since, until } in self.rows_by_moment(query).await? {
            if let Some((quarter, day)) = self.at(until) {
                list(day).push((quarter, until.timestamp() - since.timestamp()));
            }
        }
        Ok(())
    }

    async fn read_ratings(&mut self) -> Result<(), DomainError> {
        for sql::Rated { rated_at, rating } in self.rows_by_moment(sql::RATED).await? {
            if let Some((quarter, day)) = self.at(rated_at) {
                day.rated.push((quarter, rating));
            }
        }
        Ok(())
    }
}

/// Converts a count of the database, which is never negative.
pub(super) fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
