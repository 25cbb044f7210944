//! What the server does of its own accord, now and then.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};

use super::domain::{desk::Desk, error::DomainError};

/// How often files are looked for that belong to no message.
const FILES_PERIOD: Duration = Duration::from_secs(60 * 60);
/// How often rows are looked for that another program has written.
const ROWS_PERIOD: Duration = Duration::from_secs(60);

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
    }
}

/// Folds what has not been folded yet, so that a search finds it.
///
/// # Errors
/// If the database fails.
pub async fn make_searchable(desk: &Desk) -> Result<(), DomainError> {
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
