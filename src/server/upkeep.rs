//! Periodic tasks of the server.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};

use super::{
    domain::{
        desk::Desk,
        error::DomainError,
        retention::{Purge, Removed},
    },
    log,
    storage::Problem,
};

/// How often sessions that have ended are deleted.
const SESSIONS_PERIOD: Duration = Duration::from_secs(60 * 60);
/// How often files without a message are looked for.
const FILES_PERIOD: Duration = Duration::from_secs(60 * 60);
/// How often data that are older than the settings allow are deleted.
const RETENTION_PERIOD: Duration = Duration::from_secs(60 * 60);
/// How often the store of files is checked while it can be used, and while it cannot.
const STORAGE_PERIOD: Duration = Duration::from_secs(5 * 60);
const STORAGE_RETRY: Duration = Duration::from_secs(5);
/// How often rows written by other programs are looked for, and old records are deleted.
const ROWS_PERIOD: Duration = Duration::from_secs(60);
/// How often conversations are looked for whose snooze ends. A console shows a change within a few
/// seconds more.
const SNOOZE_PERIOD: Duration = Duration::from_secs(5);
/// How often the changes of the inbox's counts are added up.
const COUNTS_PERIOD: Duration = Duration::from_secs(10);
/// The time without use after which a value is dropped from memory, at the latest after
/// twice that. Open windows poll every three or ten seconds, hidden ones every 15
/// (`model/retry.rs`), or once a minute if the browser throttles them.
const MEMORY_PERIOD: Duration = Duration::from_secs(20);
/// How often the statistics look for days that are not kept yet.
const STATISTICS_PERIOD: Duration = Duration::from_secs(10 * 60);
/// How long after the start that begins. By then the first polls have been answered.
const STATISTICS_AFTER: Duration = Duration::from_secs(5);

/// How often conversations of absent agents are checked. The consoles of agents
/// who are present also do so, more often.
const ABSENCE_PERIOD: Duration = Duration::from_secs(30);

/// Runs all tasks, as long as the server runs.
pub async fn run(desk: Desk) {
    tokio::join!(
        look_after_files(&desk),
        keep_searchable(&desk),
        handle_absences(&desk),
        sweep_limits(&desk),
        forget_ended_sessions(&desk),
        delete_old_data(&desk),
        end_snoozes(&desk),
        settle_counts(&desk),
        drop_unused(&desk),
        keep_statistics(&desk),
        trim_changes(&desk),
        report_dropped_lines(),
        report_refusals(&desk),
        desk.database().watch_file(),
    );
}

/// Deletes unused counters of limits, old addresses of customers, sign-ins that were not
/// completed, and what remains of old drafts.
async fn sweep_limits(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    loop {
        minutes.tick().await;
        let swept = async {
            desk.limits().sweep_limits().await?;
            desk.limits().forget_networks().await?;
            desk.access().forget_sign_ins().await?;
            desk.chat().forget_old_drafts().await
        };
        if let Err(error) = swept.await {
            tracing::warn!(%error, "counters, addresses, sign-ins and drafts that are no longer needed could not be deleted");
        }
    }
}

/// Deletes sessions that have ended, and visitors who never wrote and cannot return.
async fn forget_ended_sessions(desk: &Desk) {
    let mut hours = every(SESSIONS_PERIOD);
    loop {
        hours.tick().await;
        if let Err(error) = desk.access().forget_ended_sessions().await {
            tracing::warn!(%error, "sessions that have ended could not be deleted");
        }
    }
}

/// Deletes data that are older than the settings allow, at once and then every hour.
async fn delete_old_data(desk: &Desk) {
    let mut hours = every(RETENTION_PERIOD);
    loop {
        hours.tick().await;
        let Purge { removed, failure } = desk.retention().purge().await;
        if !removed.is_empty() {
            let Removed { conversations, messages, files, log_entries } = removed;
            tracing::info!(conversations, messages, files, log_entries, "old data were deleted");
        }
        if let Some(error) = failure {
            tracing::warn!(%error, "not all old data could be deleted; the next run continues");
        }
    }
}

async fn handle_absences(desk: &Desk) {
    let mut ticks = every(ABSENCE_PERIOD);
    loop {
        ticks.tick().await;
        desk.assignment().handle_absences(None).await;
        desk.assignment().resume_queue().await;
    }
}

/// Ends the snoozes whose time has come, at once those that passed while no server was running.
async fn end_snoozes(desk: &Desk) {
    let mut ticks = every(SNOOZE_PERIOD);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.chat().end_snoozes().await {
            tracing::warn!(%error, "snoozed conversations could not be opened; the next run continues");
        }
    }
}

/// Adds up the changes of the inbox's counts.
async fn settle_counts(desk: &Desk) {
    let mut ticks = every(COUNTS_PERIOD);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.inbox().settle_counts().await {
            tracing::warn!(%error, "the inbox's counts could not be added up");
        }
    }
}

/// Drops values from memory whose clients have left.
async fn drop_unused(desk: &Desk) {
    let mut ticks = every(MEMORY_PERIOD);
    loop {
        ticks.tick().await;
        desk.drop_unused();
    }
}

/// Deletes, once a minute, the records of changed rows that existed a minute ago. Nodes have read
/// these by now.
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

/// Logs how many lines were dropped because the log could not be written.
async fn report_dropped_lines() {
    let mut minutes = every(ROWS_PERIOD);
    let mut reported = 0;
    loop {
        minutes.tick().await;
        let dropped = log::dropped_lines();
        if dropped > reported {
            tracing::warn!(
                lines = dropped - reported,
                "lines of the log were dropped because it was written too slowly"
            );
            reported = dropped;
        }
    }
}

/// Logs how many refused requests the log has left out.
async fn report_refusals(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    loop {
        minutes.tick().await;
        desk.report_refusals();
    }
}

/// Reads the data of the statistics of a year, so that an agent does not wait for it.
async fn keep_statistics(desk: &Desk) {
    tokio::time::sleep(STATISTICS_AFTER).await;
    let mut ticks = every(STATISTICS_PERIOD);
    loop {
        ticks.tick().await;
        if let Err(error) = desk.statistics().keep_statistics().await {
            tracing::warn!(%error, "the statistics of the last year could not be read");
        }
    }
}

/// Folds texts that have not been folded yet, so that a search finds them.
async fn make_searchable(desk: &Desk) -> Result<(), DomainError> {
    let rows = desk.inbox().make_searchable().await?;
    if rows > 0 {
        tracing::info!(rows, "texts were folded for the search");
    }
    Ok(())
}

/// Folds texts that an earlier version of Adda or a script has written.
async fn keep_searchable(desk: &Desk) {
    let mut minutes = every(ROWS_PERIOD);
    loop {
        minutes.tick().await;
        if let Err(error) = make_searchable(desk).await {
            tracing::warn!(%error, "rows that a search does not find yet could not be folded");
        }
    }
}

/// Checks the store of files at once, which takes seconds at most, then sweeps it and goes
/// on checking it.
async fn look_after_files(desk: &Desk) {
    let problem = look_at_storage(desk, None).await;
    tokio::join!(watch_storage(desk, problem), sweep_files(desk));
}

/// Checks the store of files, more often while it cannot be used.
async fn watch_storage(desk: &Desk, mut problem: Option<Problem>) {
    loop {
        tokio::time::sleep(if problem.is_some() { STORAGE_RETRY } else { STORAGE_PERIOD }).await;
        problem = look_at_storage(desk, problem).await;
    }
}

/// Checks the store of files, and logs if the result is another one than `before`.
async fn look_at_storage(desk: &Desk, before: Option<Problem>) -> Option<Problem> {
    let found = desk.attachments().check_storage().await.err().map(|error| error.problem());
    match &found {
        Some(problem) if before.as_ref() != Some(problem) => tracing::error!(
            "the store of files cannot be used: {}. {}. Messages are accepted, and files are not",
            problem.cause,
            problem.remedy
        ),
        None if before.is_some() => tracing::info!("the store of files can be used again"),
        _ => {}
    }
    found
}

/// Sweeps files at once, and then every hour, unless the store cannot be used.
async fn sweep_files(desk: &Desk) {
    let mut hours = every(FILES_PERIOD);
    loop {
        hours.tick().await;
        if desk.tally().storage_is_up() == Some(false) {
            continue;
        }
        match desk.attachments().sweep_files().await {
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
