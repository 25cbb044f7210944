//! How many files and connections the process may have open.

/// Descriptors for other uses: databases, files, the log.
const RESERVED: u64 = 128;
/// The maximum number of connections: more than one machine serves, and few enough to
/// fit into memory.
const MAX_CONNECTIONS: u64 = 100_000;

/// Raises the limit as far as the operating system allows without privileges. Most
/// systems start with 1,024, for the sake of old programs.
#[cfg(unix)]
pub fn raise_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(u64::MAX).min(MAX_CONNECTIONS + RESERVED);
    if current.is_none_or(|current| current >= wanted) {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}

/// Returns the limit of open files.
#[cfg(unix)]
fn limit() -> u64 {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Does nothing, because other systems have no such limit.
#[cfg(not(unix))]
pub fn raise_limit() {}

#[cfg(not(unix))]
fn limit() -> u64 {
    u64::MAX
}

/// Returns how many connections the limit allows.
pub(super) fn room_for_connections() -> usize {
    let limit = limit();
    let room = limit.saturating_sub(RESERVED).max(limit / 2).min(MAX_CONNECTIONS);
    usize::try_from(room).unwrap_or(usize::MAX)
}
