//! The timeouts of requests for the database.

use std::time::Duration;

/// The timeouts of requests for the database. Their sum does not exceed the two
/// seconds in which every request is answered.
#[derive(Clone, Copy, Debug)]
pub struct DatabaseTimeouts {
    /// How long a request waits for a connection, or a write for its turn.
    pub turn: Duration,
    /// How long a statement on PostgreSQL waits for a lock, after its connection was
    /// obtained.
    pub row: Duration,
    /// How long a request waits for a write that it does not depend on.
    pub incidental: Duration,
}

impl Default for DatabaseTimeouts {
    fn default() -> Self {
        Self { turn: Duration::from_secs(1), row: Duration::from_millis(600), incidental: Duration::from_millis(400) }
    }
}
