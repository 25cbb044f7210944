//! How long answers and conversations took: the median and the 90th percentile.

use sea_orm::{
    FromQueryResult,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType, WindowStatement},
};

use super::{count, seconds::seconds, zone::ZonedDays};
use crate::{
    model::statistics::Durations,
    server::domain::{desk::Desk, error::DomainError},
};

/// Where the periods of conversations are: the last one of each in its own row.
const TABLES: [&str; 2] = ["support_conversation", "support_conversation_period"];

/// A duration and its place among all of them, the shortest first.
#[derive(FromQueryResult)]
struct Ranked {
    seconds: i64,
    place: i64,
    total: i64,
}

impl Desk {
    /// Returns how long customers waited for the first response in each period
    /// of a conversation, for responses in these days.
    pub(super) async fn first_responses(&self, days: ZonedDays) -> Result<Durations, DomainError> {
        self.durations("asked_at", "responded_at", days).await
    }

    /// Returns how long each period of a conversation lasted, for those that
    /// ended in these days. A period has ended even if another has followed.
    pub(super) async fn resolutions(&self, days: ZonedDays) -> Result<Durations, DomainError> {
        self.durations("opened_at", "resolved_at", days).await
    }

    async fn durations(
        &self,
        from: &'static str,
        until: &'static str,
        days: ZonedDays,
    ) -> Result<Durations, DomainError> {
        let read = self.database.read();
        let backend = read.get_database_backend();
        let lengths = |table: &'static str| {
            let length = seconds(backend, Expr::col(until)).sub(seconds(backend, Expr::col(from)));
            Query::select()
                .expr_as(length, "seconds")
                .from(table)
                .and_where(Expr::col(until).gte(days.start()))
                .and_where(Expr::col(until).lt(days.end()))
                .and_where(Expr::col(from).is_not_null())
                .take()
        };
        let [last, earlier] = TABLES.map(lengths);
        let mut lengths = last;
        lengths.union(UnionType::All, earlier);
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
