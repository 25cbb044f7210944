//! Follows what any program commits to PostgreSQL.
//!
//! Triggers write which rows a transaction changes (`m0140_row_changes`). A task of the
//! node reads what has been added, on its own connection, whenever a request needs to
//! know whether the node's memory is up to date. A statement's snapshot holds every
//! commit that was acknowledged before the statement began
//! (<https://www.postgresql.org/docs/current/transaction-iso.html>, section 13.2.1). So
//! after one query that began later than the request, all commits that were
//! acknowledged before the request are noted. One query serves all requests that wait
//! when it begins.

mod log;
mod task;

use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{ConnectOptions as _, postgres::PgConnectOptions},
};
use tokio::{
    sync::{Notify, watch},
    time::timeout,
};

pub use self::log::Horizon;

/// How long a request waits for a query of the log before it queries the database
/// itself.
const LOG_TIMEOUT: Duration = Duration::from_millis(500);
/// The name of the connection in `pg_stat_activity`.
const NAME: &str = "adda-changes";

/// The state shared by the requests and the task that follows the changes.
#[derive(Clone)]
pub(in super::super) struct ChangeFollower(Arc<Shared>);

struct Shared {
    options: PgConnectOptions,
    /// How many requests have asked.
    asked: AtomicU64,
    /// Wakes the task.
    ask: Notify,
    answered: watch::Sender<Answered>,
}

/// The progress of the task.
#[derive(Clone, Copy, Debug, Default)]
struct Answered {
    /// How many requests had asked when the last query began.
    up_to: u64,
    /// Whether the changes are followed. Otherwise requests must not wait for a query.
    is_following: bool,
}

impl fmt::Debug for ChangeFollower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The options hold a password.
        f.debug_tuple("ChangeFollower").field(&*self.0.answered.borrow()).finish()
    }
}

impl ChangeFollower {
    /// Prepares to follow the changes of a database. They are not followed yet.
    ///
    /// # Errors
    /// If the address cannot be read.
    pub(in super::super) fn new(url: &str) -> Result<Self, DbErr> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))?
            .application_name(NAME)
            .disable_statement_logging();
        Ok(Self::with(options))
    }

    /// Returns a new value for the same database, whose changes are not followed.
    pub(in super::super) fn idle(&self) -> Self {
        Self::with(self.0.options.clone())
    }

    fn with(options: PgConnectOptions) -> Self {
        let (asked, ask, answered) = (AtomicU64::new(0), Notify::new(), watch::Sender::default());
        Self(Arc::new(Shared { options, asked, ask, answered }))
    }

    /// Waits until all commits that were acknowledged before this call are noted.
    /// Returns false if that cannot be determined.
    pub(super) async fn wait_until_noted(&self) -> bool {
        let mut answered = self.0.answered.subscribe();
        if !answered.borrow().is_following {
            return false;
        }
        let turn = self.0.asked.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.ask.notify_one();
        let looked = answered.wait_for(|answered| answered.up_to >= turn || !answered.is_following);
        timeout(LOG_TIMEOUT, looked).await.is_ok_and(|answered| answered.is_ok_and(|answered| answered.is_following))
    }
}
