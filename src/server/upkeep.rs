//! What the server does of its own accord, now and then.

use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::domain::desk::Desk;

/// How often.
const PERIOD: Duration = Duration::from_secs(60 * 60);

/// Tidies up at once, and then every hour, for as long as the server runs.
pub async fn run(desk: Desk) {
    let mut hours = tokio::time::interval(PERIOD);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match desk.sweep_files().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that belonged to no message were deleted"),
            Err(error) => tracing::warn!(%error, "files that belong to no message could not be deleted"),
        }
    }
}
