//! Limits that several nodes share, in a table of their PostgreSQL.
//!
//! Each row holds the moment at which its limit would be unused again (the "theoretical
//! arrival time" of the generic cell rate algorithm). Taking units moves it into the
//! future. Units that would move it further than the burst allows are refused. The
//! statement does both at once, and by the database's clock, so that neither concurrent
//! nodes nor their clocks affect the result.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use sha2::{Digest, Sha256};

use super::{Charge, rules::Rate};
use crate::server::domain::database::Database;

/// Counts all charges of a request. `slack` is how far the moment may already lie in
/// the future. The keys are sorted, so that two requests do not cause a deadlock.
const INSERT_CHARGES: &str = "INSERT INTO support_ratelimit AS kept (key, free_at, slack) \
     SELECT key, now() + step, slack FROM (VALUES {rows}) AS asked (key, step, slack) ORDER BY key \
     ON CONFLICT (key) DO UPDATE SET free_at = GREATEST(kept.free_at, now()) + (excluded.free_at - now()) \
     WHERE kept.free_at <= now() + excluded.slack RETURNING key";

/// Returns how long the limits of the given keys stay in use.
const SELECT_WAITS: &str = "SELECT key, EXTRACT(EPOCH FROM free_at - now())::float8 AS ahead \
     FROM support_ratelimit WHERE key IN ({keys})";

#[derive(FromQueryResult)]
struct Taken {
    key: String,
}

#[derive(FromQueryResult)]
struct Ahead {
    key: String,
    ahead: f64,
}

/// A charge as the table counts it.
struct Row {
    /// A hash: the table holds neither addresses nor names.
    key: String,
    /// Seconds that the units take.
    step: f64,
    /// How many seconds the moment may already lie in the future.
    slack: f64,
}

impl Row {
    fn of(charge: &Charge, rate: Rate) -> Self {
        let unit = rate.period.as_secs_f64() / f64::from(rate.count);
        let units = charge.units.min(rate.burst);
        Self {
            key: hex::encode(&Sha256::digest(format!("{}:{}", charge.limit.rule().name, charge.key))[..16]),
            step: unit * f64::from(units),
            slack: unit * f64::from(rate.burst - units),
        }
    }
}

/// Counts charges. Returns how long to wait if one of them is refused.
///
/// # Errors
/// If the database fails.
pub(super) async fn take(database: &Database, charges: &[(Charge, Rate)]) -> Result<Option<Duration>, DbErr> {
    let rows: Vec<Row> = charges.iter().map(|(charge, rate)| Row::of(charge, *rate)).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let mut values: Vec<Value> = Vec::new();
    let mut places = Vec::new();
    for row in &rows {
        values.extend([row.key.clone().into(), row.step.into(), row.slack.into()]);
        let last = values.len();
        let seconds = |place: usize| format!("${place}::float8 * interval '1 second'");
        places.push(format!("(${}::text, {}, {})", last - 2, seconds(last - 1), seconds(last)));
    }
    let sql = INSERT_CHARGES.replace("{rows}", &places.join(", "));
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let taken = Taken::find_by_statement(statement).all(database.read()).await?;
    let refused: Vec<&Row> = rows.iter().filter(|row| taken.iter().all(|taken| taken.key != row.key)).collect();
    if refused.is_empty() {
        return Ok(None);
    }
    let keys = (1..=refused.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let values: Vec<Value> = refused.iter().map(|row| row.key.clone().into()).collect();
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, SELECT_WAITS.replace("{keys}", &keys), values);
    let ahead = Ahead::find_by_statement(statement).all(database.read()).await?;
    let wait = |row: &&Row| {
        let ahead = ahead.iter().find(|found| found.key == row.key).map_or(0.0, |found| found.ahead);
        Duration::try_from_secs_f64(ahead - row.slack).unwrap_or_default()
    };
    Ok(refused.iter().map(wait).max())
}

/// Deletes the rows of limits that are unused again.
///
/// # Errors
/// If the database fails.
pub(super) async fn sweep(database: &Database) -> Result<(), DbErr> {
    let sql = "DELETE FROM support_ratelimit WHERE free_at < now()";
    database.read().execute_unprepared(sql).await.map(drop)
}
