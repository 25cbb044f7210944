//! The task that follows the changes.

use std::{convert::Infallible, sync::atomic::Ordering, time::Duration};

use sea_orm::sqlx;
use tokio::time::{sleep, timeout};

use super::{
    super::{super::Database, Changes},
    Answered, ChangeFollower,
    log::{Changed, Log},
};

/// How long the task waits before it opens another connection: at first, and at most.
const RECONNECT_WAITS: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

impl Database {
    /// Follows what is committed to PostgreSQL until the future is dropped, on its own
    /// connection. Meanwhile polls can be answered from memory; before and after that,
    /// and while the connection is lost, they query the database. A process calls it
    /// once, after it has brought the database up to date. On SQLite, it returns at
    /// once.
    pub async fn follow_changes(&self) {
        let Some(followed) = &self.followed else { return };
        let (first, most) = RECONNECT_WAITS;
        let mut wait = first;
        let mut is_reported = false;
        loop {
            let Err(error) = follow(followed, &self.changes, || {
                if is_reported {
                    tracing::info!("changes of the database are followed again: polls are answered from memory");
                }
                (wait, is_reported) = (first, false);
            })
            .await;
            if !is_reported {
                is_reported = true;
                tracing::warn!(%error, "changes of the database cannot be followed: polls ask the database");
            }
            sleep(wait).await;
            wait = (wait * 2).min(most);
        }
    }
}

/// How often the log is queried while clients wait for changes and no request asks.
const QUERY_INTERVAL: Duration = Duration::from_millis(40);

/// Follows the changes on one connection. Calls `began` once requests are served.
async fn follow(followed: &ChangeFollower, changes: &Changes, began: impl FnOnce()) -> Result<Infallible, sqlx::Error> {
    let shared = &followed.0;
    let up_to = shared.asked.load(Ordering::SeqCst);
    let mut log = Log::open(&shared.options).await?;
    // After the log's first snapshot: values that were read earlier are not trusted,
    // and commits after it are reported.
    changes.note_everything();
    let following = Following(followed);
    following.answer(up_to);
    began();
    loop {
        let is_asked = timeout(QUERY_INTERVAL, shared.ask.notified()).await.is_ok();
        if !is_asked && !changes.is_awaited() {
            continue;
        }
        // Read before the query begins: the query serves only the requests that have
        // asked by now.
        let up_to = shared.asked.load(Ordering::SeqCst);
        if is_asked && up_to == shared.answered.borrow().up_to {
            continue;
        }
        match log.read().await? {
            Changed::Rows(rows) if rows.is_empty() => {}
            Changed::Rows(rows) => changes.note(&rows),
            Changed::Everything => changes.note_everything(),
        }
        following.answer(up_to);
    }
}

/// Marks the changes as followed, until it is dropped.
struct Following<'a>(&'a ChangeFollower);

impl Following<'_> {
    fn answer(&self, up_to: u64) {
        self.0.0.answered.send_replace(Answered { up_to, is_following: true });
    }
}

impl Drop for Following<'_> {
    fn drop(&mut self) {
        self.0.0.answered.send_modify(|answered| answered.is_following = false);
    }
}
