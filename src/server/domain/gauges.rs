//! The state of the desk for `/metrics`: who waits and who is present.
//!
//! The values are read at most every ten seconds, however often they are asked for, and from
//! kept counts and small indexes.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sea_orm::{FromQueryResult, prelude::DateTimeUtc};
use strum::VariantArray;
use tokio::time::{Instant, timeout_at};

use super::{
    database::select,
    desk::Desk,
    error::DomainError,
    inbox::{Count, conversations_by_status},
};
use crate::model::conversation::Status;

/// How long values are reused, and how long a database that failed is left alone.
const PERIOD: Duration = Duration::from_secs(10);
/// How long a reading may take. A scrape is answered within a second.
const READ_TIMEOUT: Duration = Duration::from_millis(800);

/// Since when the customers of the queue have waited. The conditions are those of the index
/// `support_conversation_queue`, which contains only conversations that wait for an agent.
const LONGEST_WAIT: &str = "\
    SELECT MIN(waiting_since) AS since \
    FROM support_conversation \
    WHERE assigned_agent_id IS NULL AND last_message_at IS NOT NULL AND status IN ('open', 'pending') \
    AND NOT (is_snoozed = TRUE AND status = 'pending')";

/// The row of [`LONGEST_WAIT`].
#[derive(FromQueryResult)]
struct LongestWait {
    since: Option<DateTimeUtc>,
}

/// The state of the desk at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// How many conversations have each status. Those without a message do not count.
    pub conversations: Vec<(Status, u64)>,
    /// How many open and pending conversations that are not snoozed have no assignee.
    pub queue: u64,
    /// How long the customer who has waited the longest in the queue has waited for an answer,
    /// in seconds; 0 if none waits.
    pub longest_wait: u64,
    /// How many agents are present.
    pub agents_present: u64,
    /// The size of the database in bytes.
    pub database_bytes: u64,
}

/// Keeps the last reading.
#[derive(Debug, Default)]
pub(super) struct GaugeCache {
    /// When the last reading ended, on the monotonic clock, and its values; none if it failed.
    last: Mutex<Option<(Duration, Option<Gauges>)>>,
    /// The turn to read.
    turn: tokio::sync::Mutex<()>,
}

impl GaugeCache {
    fn get(&self, now: Duration) -> Option<Option<Gauges>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(read, _)| now.saturating_sub(*read) < PERIOD).map(|(_, gauges)| gauges.clone())
    }

    fn keep(&self, now: Duration, gauges: Option<Gauges>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, gauges));
    }
}

impl Desk {
    /// Returns the state of the desk, which is up to ten seconds old. Returns none within a
    /// second if the database does not answer.
    pub async fn gauges(&self) -> Option<Gauges> {
        // A scrape that comes during a reading waits for that one.
        let deadline = Instant::now() + READ_TIMEOUT;
        let turn = timeout_at(deadline, self.gauges.turn.lock()).await.ok()?;
        if let Some(kept) = self.gauges.get(self.clock.running()) {
            return kept;
        }
        let read = timeout_at(deadline, self.read_gauges()).await;
        let gauges = match read {
            Ok(Ok(gauges)) => Some(gauges),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the metrics that come from the database could not be read");
                None
            }
            Err(_) => {
                tracing::warn!("the metrics that come from the database could not be read in time");
                None
            }
        };
        self.gauges.keep(self.clock.running(), gauges.clone());
        drop(turn);
        gauges
    }

    async fn read_gauges(&self) -> Result<Gauges, DomainError> {
        let read = self.database.read();
        let mut conversations: Vec<(Status, u64)> = Status::VARIANTS.iter().map(|status| (*status, 0)).collect();
        let mut queue = 0;
        for Count { status, assignee, is_snoozed, total } in conversations_by_status(read).await? {
            if is_snoozed {
                queue -= if assignee.is_none() { total.min(queue) } else { 0 };
                continue;
            }
            if let Some((_, count)) = conversations.iter_mut().find(|(listed, _)| *listed == status) {
                *count += total;
            }
            if assignee.is_none() && status.is_active() {
                queue += total;
            }
        }
        let since = select::<LongestWait>(read, LONGEST_WAIT, []).await?.first().and_then(|row| row.since);
        // The clock of another node may be ahead.
        let longest_wait = since.map_or(0, |since| u64::try_from((self.now() - since).num_seconds()).unwrap_or(0));
        let agents_present = u64::from(self.settings().presence().await?.agents_online);
        let database_bytes = self.database.size().await?;
        Ok(Gauges { conversations, queue, longest_wait, agents_present, database_bytes })
    }
}
