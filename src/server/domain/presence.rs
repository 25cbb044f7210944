//! Which agents are there: one whose console asks for nothing any more is away,
//! and back with the next question.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{Condition, entity::prelude::*, sea_query::Expr};

use super::{desk::Desk, error::DomainError};
use crate::server::{age::is_recent, entity::agent};

/// An agent's last question is noted at most this often: most polls only
/// read. Far below [`agent::AWAY_AFTER`], and together with the slowest poll of
/// a hidden page (a minute) still below it.
pub(super) const SEEN_EVERY: Duration = Duration::seconds(20);

/// How far the clocks of two nodes may differ.
const CLOCKS_DIFFER: Duration = Duration::minutes(1);

impl Desk {
    /// Notes that an agent is there. One who was away gets a share of what
    /// waits. The request that shows it goes on if it cannot be written down.
    pub(super) async fn note_seen(&self, row: &agent::Model) {
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
            self.forget_presence();
        }
        // What came in before the first hour of business has waited for it. The
        // node that saw the agent last may have a clock that is ahead.
        let presence = self.presence().await?;
        let begins = row.last_seen_at.is_some_and(|seen| presence.has_begun_since(seen - CLOCKS_DIFFER, now));
        self.look_after_absent(Some(row.id)).await;
        if was_away || begins {
            self.share_queue().await;
        }
        Ok(())
    }
}
