//! What the server does of its own accord, now and then.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};

use super::domain::{desk::Desk, error::DomainError};

/// How often files are looked for that belong to no message.
const FILES_PERIOD: Duration = Duration::from_secs(60 * 60);
/// How often rows are looked for that another program has written.
const ROWS_PERIOD: Duration = Duration::from_secs(60);
/// How often the changes of the inbox's counts are added up.
const COUNTS_PERIOD: Duration = Duration::from_secs(10);
/// After how long without a question a value is dropped from memory, and at most twice
/// that. Open windows ask every three seconds, hidden ones once a minute at least.
const MEMORY_PERIOD: Duration = Duration::from_secs(20);
/// How often the statistics look for days that they do not keep yet.
const STATISTICS_PERIOD: Duration = Duration::from_secs(10 * 60);
/// How long after the start that begins, when the first polls have been answered.
const STATISTICS_AFTER: Duration = Duration::from_secs(5);

/// How often conversations of absent agents are looked after. The consoles of
/// agents who are present do so too, more often.
const ABSENCE_PERIOD: Duration = Duration::from_secs(30);

/// Does all of it, for as long as the server runs.
pub async fn run(desk: Desk) {
    tokio::join!(
        sweep_files(&desk),
        keep_searchable(&desk),
        look_after_absent(&desk),
        sweep_limits(&desk),
        settle_counts(&desk),
        forget_unasked(&desk),
        keep_statistics(&desk),
        trim_changes(&desk),
        desk.database().watch_file(),
    );
}

/// Forgets what no limit needs any more, and sign-ins that were not completed.
async fn sweep_limits(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    loop {
        minutes.tick().await;
        let swept = async {
            desk.sweep_limits().await?;
            desk.forget_networks().await?;
            desk.forget_sign_ins().await
        };
        if let Err(error) = swept.await {
            tracing::warn!(%error, "counters, addresses and sign-ins that are no longer needed could not be deleted");
        }
    }
}

async fn look_after_absent(desk: &Desk) {
    let mut ticks = every(ABSENCE_PERIOD);
    loop {
        ticks.tick().await;
        desk.look_after_absent(None).await;
        desk.resume_queue().await;
    }
}

/// Adds up what has changed the inbox's counts.
async fn settle_counts(desk: &Desk) {
    let mut ticks = every(COUNTS_PERIOD);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.settle_counts().await {
            tracing::warn!(%error, "the inbox's counts could not be added up");
        }
    }
}

/// Forgets what is kept in memory for clients that have left.
async fn forget_unasked(desk: &Desk) {
    let mut ticks = every(MEMORY_PERIOD);
    loop {
        ticks.tick().await;
        desk.forget_unasked();
    }
}

/// Deletes what told nodes which rows had changed a minute ago.
async fn trim_changes(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    let mut earlier = None;
    loop {
        minutes.tick().await;
        match desk.database().trim_changes(earlier).await {
            Ok(horizon) => earlier = horizon,
            Err(error) => tracing::warn!(%error, "old entries about changed rows could not be deleted"),
        }
    }
}

/// Reads what the statistics of a year need, so that no admin waits for it.
async fn keep_statistics(desk: &Desk) {
    tokio::time::sleep(STATISTICS_AFTER).await;
    let mut ticks = every(STATISTICS_PERIOD);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.keep_statistics().await {
            tracing::warn!(%error, "the statistics of the last year could not be read");
        }
    }
}

/// Folds what has not been folded yet, so that a search finds it.
async fn make_searchable(desk: &Desk) -> Result<(), DomainError> {
    let rows = desk.make_searchable().await?;
    if rows > 0 {
        tracing::info!(rows, "texts were folded for the search");
    }
    Ok(())
}

/// Folds what an earlier version of Adda or a script has written.
async fn keep_searchable(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    loop {
        minutes.tick().await;
        if let Err(error) = make_searchable(desk).await {
            tracing::warn!(%error, "rows that a search does not find yet could not be folded");
        }
    }
}

/// Tidies up at once, and then every hour.
async fn sweep_files(desk: &Desk) {
    let mut hours = every(FILES_PERIOD);
    loop {
        hours.tick().await;
        match desk.sweep_files().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that belonged to no message were deleted"),
            Err(error) => tracing::warn!(%error, "files that belong to no message could not be deleted"),
        }
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = tokio::time::interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
