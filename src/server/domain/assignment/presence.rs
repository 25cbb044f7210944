//! The presence of agents. An agent whose console has stopped sending requests
//! is away, and is present again with the next request.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{Condition, entity::prelude::*, sea_query::Expr};

use crate::server::{
    age::is_recent,
    domain::{error::DomainError, services::AssignmentService},
    entity::agent,
};

/// The minimum time between two updates of an agent's last request, because most
/// polls only read. It is far below [`agent::AWAY_AFTER`], and still below it when
/// added to the slowest poll of a hidden page (a minute).
pub(super) const SEEN_EVERY: Duration = Duration::seconds(20);

/// How far the clocks of two nodes may differ.
const CLOCKS_DIFFER: Duration = Duration::minutes(1);

impl AssignmentService {
    /// Records that an agent is present. One who was away gets a share of the
    /// conversations that wait. If this cannot be written, the request
    /// continues.
    pub(in crate::server::domain) async fn note_seen(&self, row: &agent::Model) {
        let now = self.now();
        if row.last_seen_at.is_some_and(|seen| is_recent(seen, now, SEEN_EVERY)) {
            return;
        }
        let (desk, row) = (self.clone(), row.clone());
        let write = async move { desk.write_seen(&row, now).await };
        self.database.write_incidentally("when an agent was last seen", write).await;
    }

    async fn write_seen(&self, row: &agent::Model, now: DateTime<Utc>) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let is_stale = Condition::any()
            .add(agent::Column::LastSeenAt.is_null())
            .add(agent::Column::LastSeenAt.lte(now - SEEN_EVERY))
            .add(agent::Column::LastSeenAt.gte(now + SEEN_EVERY));
        agent::Entity::update_many()
            .col_expr(agent::Column::LastSeenAt, Expr::value(now))
            .filter(agent::Column::Id.eq(row.id))
            .filter(is_stale)
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        let was_away = row.is_online && !row.is_present(now);
        if was_away {
            self.settings().forget_presence();
        }
        // Conversations that came in outside of business hours wait until the hours begin. They
        // are assigned with the first request of an agent after that. The node that stored the
        // agent's last request may have a clock that is ahead.
        let presence = self.settings().presence().await?;
        let begins = row.last_seen_at.is_some_and(|seen| presence.has_begun_since(seen - CLOCKS_DIFFER, now));
        self.handle_absences(Some(row.id)).await;
        if was_away || begins {
            self.assign_queue().await;
        }
        Ok(())
    }
}
