//! Customers who wait for an answer now.

use chrono::{DateTime, Utc};
use sea_orm::{QuerySelect, entity::prelude::*};

use super::count;
use crate::{
    model::{conversation::Status, statistics::Waiting},
    server::{
        domain::{error::DomainError, services::StatisticsService},
        entity::conversation::{Column, Entity},
    },
};

impl StatisticsService {
    /// Returns how many customers wait, and the longest waiting time.
    pub(super) async fn waiting(&self) -> Result<Waiting, DomainError> {
        let active = Status::ALL.into_iter().filter(|status| status.is_active());
        let found: Option<(i64, Option<DateTime<Utc>>)> = Entity::find()
            .select_only()
            .column_as(Column::Id.count(), "conversations")
            .column_as(Column::WaitingSince.min(), "since")
            .filter(Column::WaitingSince.is_not_null())
            .filter(Column::Status.is_in(active))
            .into_tuple()
            .one(self.database.read())
            .await?;
        let (waiting, since) = found.unwrap_or_default();
        // A clock that runs behind another node's must not lead to a negative
        // time.
        let longest_seconds = since.map(|since| u64::try_from((self.now() - since).num_seconds()).unwrap_or(0));
        Ok(Waiting { count: count(waiting), longest_seconds })
    }
}
