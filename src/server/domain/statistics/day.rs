//! What happened on a day, as far as statistics count it. Days are in UTC. Every event
//! is counted by its quarter of an hour, so that the days of any time zone can be
//! computed from them.

use chrono::{DateTime, Utc};
use sea_orm::{
    DatabaseConnection, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::zone::QUARTER_SECONDS;
use crate::{
    model::{
        conversation::{Priority, Status},
        ids::{AgentId, UserId},
        language::Language,
    },
    server::{
        domain::error::DomainError,
        entity::{conversation, conversation_period, message},
    },
};

/// Quarters of an hour in a day.
const QUARTERS: i64 = 96;
/// A generated column: see the migration `m0041_quarters`.
const QUARTER: &str = "quarter";

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

/// The row of a conversation that began: the time, and its properties.
type Began = (DateTime<Utc>, Status, Priority, Language, Option<AgentId>);

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

    fn within<E: EntityTrait>(&self, column: E::Column) -> Select<E> {
        let (start, end) = self.moments();
        E::find().select_only().column(column).filter(column.gte(start)).filter(column.lt(end))
    }

    async fn read_began(&mut self) -> Result<(), DomainError> {
        use conversation::Column;
        let began: Vec<Began> = self
            .within::<conversation::Entity>(Column::FirstMessageAt)
            .columns([Column::Status, Column::Priority, Column::Language, Column::AssignedAgentId])
            .into_tuple()
            .all(self.database)
            .await?;
        for (moment, status, priority, language, agent) in began {
            if let Some((quarter, day)) = self.at(moment) {
                day.began.push((quarter, Kind { status, priority, language, agent }));
            }
        }
        Ok(())
    }

    /// Reads messages. Lines by the system and notes do not count.
    async fn read_messages(&mut self) -> Result<(), DomainError> {
        let asked: Vec<(i64, i64)> = self
            .messages("FALSE")
            .expr(Expr::col(QUARTER))
            .expr(Expr::cust("COUNT(*)"))
            .group_by(Expr::col(QUARTER))
            .into_tuple()
            .all(self.database)
            .await?;
        let replied: Vec<(i64, Option<UserId>, i64)> = self
            .messages("TRUE")
            .expr(Expr::col(QUARTER))
            .column(message::Column::SenderId)
            .expr(Expr::cust("COUNT(*)"))
            .group_by(Expr::col(QUARTER))
            .group_by(message::Column::SenderId)
            .into_tuple()
            .all(self.database)
            .await?;
        for (quarter, messages) in asked {
            if let Some(day) = self.on(quarter) {
                day.asked.push((quarter, count(messages)));
            }
        }
        for (quarter, account, messages) in replied {
            if let Some(day) = self.on(quarter) {
                day.replied.push((quarter, account, count(messages)));
            }
        }
        Ok(())
    }

    /// Selects the messages that count, of customers or, if `is_agent` is `TRUE`, of agents. The
    /// condition is written as in their indexes (the migration `m0144_message_indexes`). Otherwise
    /// the database could not use them.
    fn messages(&self, is_agent: &'static str) -> Select<message::Entity> {
        message::Entity::find()
            .select_only()
            .filter(Expr::col(QUARTER).gte(self.first * QUARTERS))
            .filter(Expr::col(QUARTER).lt(self.end() * QUARTERS))
            .filter(Expr::cust(format!(
                "support_message.is_agent = {is_agent} AND support_message.message_type <> 'system' \
                 AND support_message.is_note = FALSE"
            )))
    }

    /// Reads periods. The last period of each conversation is in its own row. A period
    /// has ended even if another one follows.
    async fn read_periods(&mut self) -> Result<(), DomainError> {
        use conversation::Column as Last;
        use conversation_period::Column as Earlier;
        self.read_lengths::<conversation::Entity>(Last::AskedAt, Last::RespondedAt, |day| &mut day.responded).await?;
        self.read_lengths::<conversation_period::Entity>(Earlier::AskedAt, Earlier::RespondedAt, |day| {
            &mut day.responded
        })
        .await?;
        self.read_lengths::<conversation::Entity>(Last::OpenedAt, Last::ResolvedAt, |day| &mut day.resolved).await?;
        self.read_lengths::<conversation_period::Entity>(Earlier::OpenedAt, Earlier::ResolvedAt, |day| {
            &mut day.resolved
        })
        .await
    }

    async fn read_lengths<E: EntityTrait>(
        &mut self,
        from: E::Column,
        until: E::Column,
        list: impl Fn(&mut Happened) -> &mut Vec<(i64, i64)>,
    ) -> Result<(), DomainError> {
        let query = self.within::<E>(until).column(from).filter(from.is_not_null());
        let lengths: Vec<(DateTime<Utc>, DateTime<Utc>)> = query.into_tuple().all(self.database).await?;
        for (until, from) in lengths {
            if let Some((quarter, day)) = self.at(until) {
                list(day).push((quarter, until.timestamp() - from.timestamp()));
            }
        }
        Ok(())
    }

    async fn read_ratings(&mut self) -> Result<(), DomainError> {
        use conversation::Column;
        let query = self.within::<conversation::Entity>(Column::RatedAt).column(Column::Rating);
        let ratings: Vec<(DateTime<Utc>, Option<i32>)> = query.into_tuple().all(self.database).await?;
        for (moment, stars) in ratings {
            if let (Some(stars), Some((quarter, day))) = (stars, self.at(moment)) {
                day.rated.push((quarter, stars));
            }
        }
        Ok(())
    }
}

/// Converts a count of the database, which is never negative.
pub(super) fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
