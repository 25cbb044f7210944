//! How long answers and conversations took: the median and the 90th percentile.

use sea_orm::{
    FromQueryResult, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement, WindowStatement},
};

use super::{count, seconds::seconds, zone::ZonedDays};
use crate::{
    model::statistics::Durations,
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::conversation::{Column, Entity},
    },
};

/// A duration and its place among all of them, the shortest first.
#[derive(FromQueryResult)]
struct Ranked {
    seconds: i64,
    place: i64,
    total: i64,
}

impl Desk {
    /// From the first message to the first reply, for first replies in a period.
    pub(super) async fn first_responses(&self, days: ZonedDays) -> Result<Durations, DomainError> {
        // An agent who wrote first answered nobody.
        let answers = Expr::col(Column::FirstResponseAt).gt(Expr::col(Column::FirstMessageAt));
        self.durations(Column::FirstResponseAt, answers, days).await
    }

    /// From the first message to the end, for conversations that ended in a
    /// period and have not been taken up since.
    pub(super) async fn resolutions(&self, days: ZonedDays) -> Result<Durations, DomainError> {
        self.durations(Column::ResolvedAt, Column::FirstMessageAt.is_not_null(), days).await
    }

    async fn durations(&self, until: Column, condition: Expr, days: ZonedDays) -> Result<Durations, DomainError> {
        let read = self.database.read();
        let backend = read.get_database_backend();
        let length = seconds(backend, Expr::col(until)).sub(seconds(backend, Expr::col(Column::FirstMessageAt)));
        let lengths = Entity::find()
            .select_only()
            .expr_as(length, "seconds")
            .filter(until.gte(days.start()))
            .filter(until.lt(days.end()))
            .filter(condition)
            .into_query();
        let ranked = Ranked::find_by_statement(backend.build(&percentiles(lengths))).all(read).await?;
        Ok(durations(&ranked))
    }
}

/// Of the column `seconds` of a query, those at the places that [`durations`]
/// looks at: not all of them have to leave the database.
fn percentiles(lengths: SelectStatement) -> SelectStatement {
    let by_length = WindowStatement::new().order_by("seconds", Order::Asc).take();
    let ranked = Query::select()
        .column("seconds")
        .expr_window_as(Func::cust("ROW_NUMBER"), by_length, "place")
        .expr_window_as(Func::count(Expr::col(Asterisk)), WindowStatement::new(), "total")
        .from_subquery(lengths, "lengths")
        .take();
    Query::select()
        .columns(["seconds", "place", "total"])
        .from_subquery(ranked, "ranked")
        .and_where(Expr::cust("place IN ((total + 1) / 2, (total + 2) / 2, (total * 9 + 9) / 10)"))
        .order_by("place", Order::Asc)
        .take()
}

/// The median lies in the middle, or between the two in the middle; the 90th
/// percentile is the shortest that nine of ten do not exceed.
fn durations(ranked: &[Ranked]) -> Durations {
    let Some(total) = ranked.first().map(|row| row.total) else { return Durations::default() };
    let at = |place: i64| ranked.iter().find(|row| row.place == place).map(|row| whole(row.seconds));
    let median = at((total + 1) / 2).zip(at((total + 2) / 2)).map(|(lower, upper)| (lower + upper) / 2.0);
    Durations { count: count(total), median_seconds: median, p90_seconds: at((total * 9 + 9) / 10) }
}

/// Seconds of a conversation: far fewer than a `f64` can tell apart.
fn whole(seconds: i64) -> f64 {
    seconds as f64
}
