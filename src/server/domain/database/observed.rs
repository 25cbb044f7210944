//! Reports each statement, for tests and measurements.

use std::sync::Arc;

use sea_orm::Statement;

use super::Database;

impl Database {
    /// Returns the same database, which calls `seen` after each statement on its
    /// connections.
    #[must_use]
    pub fn observed(mut self, seen: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let seen = Arc::new(seen);
        for connection in [&mut self.read, &mut self.write] {
            let seen = Arc::clone(&seen);
            connection.set_metric_callback(move |info| seen(info.statement));
        }
        self.writer = self.writer.map(|writer| writer.on(self.write.clone()));
        self
    }
}
