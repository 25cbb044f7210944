//! Customers who wait for an answer now.

use super::{day::count, sql};
use crate::{
    model::statistics::Waiting,
    server::domain::{database::select, error::DomainError, services::StatisticsService},
};

impl StatisticsService {
    /// Returns how many customers wait, and the longest waiting time.
    pub(super) async fn waiting(&self) -> Result<Waiting, DomainError> {
        let rows = select::<sql::WaitingNow>(self.database.read(), sql::WAITING, []).await?;
        let (waiting, since) = rows.first().map_or((0, None), |row| (row.conversations, row.since));
        // A clock that runs behind another node's must not lead to a negative
        // time.
        let longest_seconds = since.map(|since| u64::try_from((self.now() - since).num_seconds()).unwrap_or(0));
        Ok(Waiting { count: count(waiting), longest_seconds })
    }
}
