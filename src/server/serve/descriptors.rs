//! How many files and connections the process may have open.

/// Descriptors that are not for connections: databases, files, the log.
const OTHERS: u64 = 128;
/// More connections than one machine serves, and few enough to be kept in memory.
const MOST: u64 = 100_000;

/// Raises the limit as far as the operating system allows the process to raise it
/// by itself. Most systems begin with 1,024, for programs that know no more.
#[cfg(unix)]
pub fn raise_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(u64::MAX).min(MOST + OTHERS);
    if current.is_none_or(|current| current >= wanted) {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}

/// Returns the limit.
#[cfg(unix)]
fn limit() -> u64 {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// There is no limit to raise.
#[cfg(not(unix))]
pub fn raise_limit() {}

#[cfg(not(unix))]
fn limit() -> u64 {
    u64::MAX
}

/// Returns how many connections there is room for.
pub(super) fn room_for_connections() -> usize {
    let limit = limit();
    let room = limit.saturating_sub(OTHERS).max(limit / 2).min(MOST);
    usize::try_from(room).unwrap_or(usize::MAX)
}
