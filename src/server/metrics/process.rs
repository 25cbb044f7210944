//! What the operating system knows about this process.

use std::{
    sync::LazyLock,
    time::{Duration, SystemTime},
};

/// Seconds from 1970 to the first use, which is at the start of the server.
static STARTED_AT: LazyLock<u64> =
    LazyLock::new(|| SystemTime::UNIX_EPOCH.elapsed().as_ref().map_or(0, Duration::as_secs));

/// Returns when the server was started, in seconds since 1970.
pub(super) fn started_at() -> u64 {
    *STARTED_AT
}

/// Returns how much memory of the process is in RAM, in bytes; none where that is not known.
#[cfg(target_os = "linux")]
pub(super) fn resident_bytes() -> Option<u64> {
    // The second number of the file counts pages (proc_pid_statm(5)).
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * u64::try_from(rustix::param::page_size()).ok()?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn resident_bytes() -> Option<u64> {
    None
}
